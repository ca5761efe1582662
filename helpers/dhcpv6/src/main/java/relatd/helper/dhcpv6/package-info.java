// SPDX-License-Identifier: Apache-2.0
/// The DHCPv6 helper: finds the messages that a client sends to all servers and relays.
///
/// `Dhcpv6Helper` knows the ports, `ClientMessage` the message types. Both are pure.
package relatd.helper.dhcpv6;
