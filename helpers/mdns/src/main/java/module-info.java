// SPDX-License-Identifier: Apache-2.0
/// The multicast DNS helper (RFC 6762): expects the unicast answers to one-shot questions.
module relatd.helper.mdns {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.mdns.MdnsHelper;
}
