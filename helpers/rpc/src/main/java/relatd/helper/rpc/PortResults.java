// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.helper.Transport;

/// Reads the ports that a reply names (RFC 1833, sections 2.2 and 3).
///
/// Entries of another family than the connection's are passed over: who asks for both over one of
/// them is told both, and will be read again when it uses the other.
final class PortResults {
  private static final int MOST_ENTRIES = 64;
  private static final int LONGEST_NAME = 32;

  private final Connection master;
  private final XdrReader xdr;

  PortResults(Connection master, XdrReader xdr) {
    this.master = master;
    this.xdr = xdr;
  }

  /// The transport that a network identifier stands for (RFC 5665, section 5.2.3.2), by the text
  /// that was read last; the family is decided by the address.
  ///
  /// @return its protocol number; 0 for what has no ports (`local`, `ticlts` ...)
  static int protocol(XdrReader xdr) {
    if (xdr.is("tcp") || xdr.is("tcp6")) {
      return Protocol.TCP;
    }
    return xdr.is("udp") || xdr.is("udp6") ? Protocol.UDP : 0;
  }

  private static Transport transport(int protocol) {
    return protocol == Protocol.TCP ? Transport.TCP : Transport.UDP;
  }

  /// `unsigned int`: version 2, GETPORT. No mapping for 0: the program is not there.
  ///
  /// @return empty when the result is malformed
  Optional<List<Mapping>> port(int protocol) {
    int at = xdr.position();
    int port = xdr.word();
    if (!xdr.isIntact() || port < 0 || port > 0xffff) {
      return Optional.empty();
    }
    if (port == 0) {
      return Optional.of(List.of());
    }
    return Optional.of(List.of(new Mapping(transport(protocol), server(), port, at, 0, "")));
  }

  /// `string`: GETADDR and GETVERSADDR. An empty one: the program is not there.
  Optional<List<Mapping>> address(int protocol) {
    int at = xdr.data(UniversalAddress.LONGEST).isIntact() ? textAt() : 0;
    if (at == 0) {
      return Optional.empty();
    }
    if (xdr.dataLength() == 0) {
      return Optional.of(List.of());
    }
    return UniversalAddress.parse(xdr.text())
        .map(named -> fitting(mapping(named, transport(protocol), at)));
  }

  /// Version 4, GETADDRLIST:
  ///
  /// ```
  ///   1, address, netid, semantics, family, protocol, 1, ... , 0
  /// ```
  Optional<List<Mapping>> addressList() {
    List<Mapping> mappings = new ArrayList<>();
    for (int entry = 0; entry < MOST_ENTRIES && xdr.word() == 1; entry++) {
      int at = xdr.data(UniversalAddress.LONGEST).isIntact() ? textAt() : 0;
      Optional<UniversalAddress> named = UniversalAddress.parse(xdr.text());
      int length = xdr.dataLength();
      int protocol = protocol(xdr.data(LONGEST_NAME));
      xdr.word();
      xdr.data(LONGEST_NAME).data(LONGEST_NAME);
      if (!xdr.isIntact()) {
        return Optional.empty();
      }
      if (named.isPresent() && protocol != 0) {
        mappings.addAll(fitting(mapping(named.get(), transport(protocol), at, length)));
      }
    }
    return xdr.isIntact() ? Optional.of(mappings) : Optional.empty();
  }

  private int textAt() {
    return xdr.position() - XdrReader.padded(xdr.dataLength());
  }

  private Mapping mapping(UniversalAddress named, Transport transport, int at) {
    return mapping(named, transport, at, xdr.dataLength());
  }

  private Mapping mapping(UniversalAddress named, Transport transport, int at, int length) {
    Address written = named.endpoint().address();
    Address address = master.family() == Family.INET ? written.unmapped() : written;
    Address meant = address.isAny() && address.family() == master.family() ? server() : address;
    return new Mapping(transport, meant, named.endpoint().port(), at, length, named.host());
  }

  private List<Mapping> fitting(Mapping mapping) {
    return mapping.address().family() == master.family() ? List.of(mapping) : List.of();
  }

  private Address server() {
    return master.realSelf(Direction.REPLY).address();
  }
}
