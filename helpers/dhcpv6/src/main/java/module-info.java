// SPDX-License-Identifier: Apache-2.0
/// The DHCPv6 helper (RFC 8415): expects the unicast answers to a client's multicast questions.
module relatd.helper.dhcpv6 {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.dhcpv6.Dhcpv6Helper;
}
