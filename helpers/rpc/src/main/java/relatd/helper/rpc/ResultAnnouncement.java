// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.helper.AddressSpelling;
import relatd.helper.Announcement;

/// Writes the server's public address and the granted ports into a reply.
///
/// A port's word keeps its place and length. A universal address keeps its padded length where it
/// can; where it cannot, the record becomes longer or shorter, and its mark says so.
///
/// @param layout where the reply's fragments lie
/// @param mappings all that name the server's own ports
/// @param server the address that the server has for itself
record ResultAnnouncement(RecordLayout layout, List<Mapping> mappings, Address server)
    implements Announcement {
  private static final int LENGTH_WORD = 4;

  @Override
  public boolean rewrite(Endpoint granted, Edits edits) {
    int shift = granted.port() - mappings.getFirst().port();
    RecordLayout.Patches patches = layout.patches();
    for (Mapping mapping : mappings) {
      int port = mapping.port() + shift;
      if (port <= 0 || port > 0xffff) {
        return false;
      }
      boolean written =
          mapping.isWord()
              ? patches.replace(mapping.at(), 4, XdrReader.word(port))
              : text(mapping, new Endpoint(granted.address(), port), edits, patches);
      if (!written) {
        return false;
      }
    }
    patches.write(edits);
    return true;
  }

  private boolean text(
      Mapping mapping, Endpoint wished, Edits edits, RecordLayout.Patches patches) {
    boolean named =
        Address.parse(mapping.host()).map(Address::unmapped).filter(this::isServer).isPresent();
    boolean sameHost = !named || server.equals(wished.address());
    if (sameHost && wished.port() == mapping.port()) {
      return true;
    }
    String suffix = UniversalAddress.portText(wished.port());
    int room = XdrReader.padded(mapping.length());
    String shortest = (sameHost ? mapping.host() : wished.address().toString()) + suffix;
    String text =
        XdrReader.padded(shortest.length()) == room
            ? shortest
            : stretched(mapping, wished.address(), sameHost, suffix).orElse(shortest);
    int padded = XdrReader.padded(text.length());
    if (padded != room && layout.marked() && !edits.lengthMayChange()) {
      return false;
    }
    byte[] bytes = Arrays.copyOf(XdrReader.word(text.length()), LENGTH_WORD + padded);
    byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(characters, 0, bytes, LENGTH_WORD, characters.length);
    return patches.replace(mapping.at() - LENGTH_WORD, LENGTH_WORD + room, bytes);
  }

  /// Another spelling of an IPv6 address that takes the same padded length.
  private static Optional<String> stretched(
      Mapping mapping, Address granted, boolean sameHost, String suffix) {
    Optional<Address> host = sameHost ? Address.parse(mapping.host()) : Optional.of(granted);
    if (host.isEmpty() || host.get().family() != Family.INET6) {
      return Optional.empty();
    }
    int room = XdrReader.padded(mapping.length());
    Optional<String> text =
        AddressSpelling.ofLength(host.get(), mapping.length() - suffix.length());
    for (int length = room; length > room - LENGTH_WORD && text.isEmpty(); length--) {
      text = AddressSpelling.ofLength(host.get(), length - suffix.length());
    }
    return text.map(address -> address + suffix);
  }

  private boolean isServer(Address address) {
    return address.equals(server);
  }
}
