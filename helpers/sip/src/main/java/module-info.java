// SPDX-License-Identifier: Apache-2.0
/// The SIP helper (RFC 3261, 3264, 8866): expects the media streams that calls agree upon, and
/// calls to phones that have registered.
module relatd.helper.sip {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.sip.SipHelper;
}
