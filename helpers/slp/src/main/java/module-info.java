// SPDX-License-Identifier: Apache-2.0
/// The service location helper (RFC 2608, 2165): expects the unicast answers to multicast requests.
module relatd.helper.slp {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.slp.SlpHelper;
}
