// SPDX-License-Identifier: Apache-2.0
/// The RTSP helper (RFC 2326, 7826): expects the media that an accepted SETUP agrees on.
module relatd.helper.rtsp {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.rtsp.RtspHelper;
}
