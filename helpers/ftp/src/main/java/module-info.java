// SPDX-License-Identifier: Apache-2.0
/// The FTP helper (RFC 959, 1639, 2428): expects the data connections that PORT, PASV and their kin
/// announce.
module relatd.helper.ftp {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.ftp.FtpHelper;
}
