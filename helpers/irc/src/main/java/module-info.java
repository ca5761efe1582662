// SPDX-License-Identifier: Apache-2.0
/// The IRC helper (RFC 2812): expects the direct connections that DCC offers announce.
module relatd.helper.irc {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.irc.IrcHelper;
}
