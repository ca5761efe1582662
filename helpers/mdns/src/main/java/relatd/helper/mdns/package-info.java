// SPDX-License-Identifier: Apache-2.0
/// The multicast DNS helper: finds one-shot questions that a host sends to the group.
///
/// `MdnsHelper` knows the group, `MdnsQuestion` the header. Both are pure.
package relatd.helper.mdns;
