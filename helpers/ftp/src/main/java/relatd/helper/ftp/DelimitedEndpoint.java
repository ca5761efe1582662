// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.helper.AddressSpelling;
import relatd.helper.Announcement;
import relatd.helper.Payload;

/// Endpoints between delimiters (RFC 2428): `<d>proto<d>address<d>port<d>` of EPRT, where 229
/// leaves the first two empty.
final class DelimitedEndpoint {
  private static final int LONGEST_ADDRESS = 45;

  private DelimitedEndpoint() {}

  /// EPRT's argument, and nothing else, in `[from, to)`.
  static Optional<Named> ofEprt(Payload line, int from, int to) {
    Fields fields = Fields.read(line, from, to);
    if (fields == null || fields.end() != to) {
      return Optional.empty();
    }
    int number = Digits.number(line, fields.proto(), fields.address() - 1, 1, 2);
    int port = Digits.number(line, fields.port(), fields.end() - 1, 5, 65_535);
    Optional<Address> address = fields.addressOf(line);
    if (number < 1 || port < 0 || address.isEmpty()) {
      return Optional.empty();
    }
    if ((number == 1) != (address.get().family() == Family.INET)) {
      return Optional.empty();
    }
    Endpoint endpoint = new Endpoint(address.get(), port);
    return Optional.of(new Named(endpoint, whole(fields, (char) line.u8(from))));
  }

  /// The last parentheses of a 229 that fit. A protocol and an address, should they be given, must
  /// be the server's.
  static Optional<Named> find229(Payload line, int from, int to, Address server) {
    for (int open = to - 1; open >= from; open--) {
      Fields fields = line.u8(open) == '(' ? Fields.read(line, open + 1, to) : null;
      if (fields != null && fields.end() < to && line.u8(fields.end()) == ')') {
        int port = Digits.number(line, fields.port(), fields.end() - 1, 5, 65_535);
        if (port >= 0 && fields.isServer(line, server)) {
          return Optional.of(new Named(new Endpoint(server, port), portOnly(fields)));
        }
      }
    }
    return Optional.empty();
  }

  /// Where the fields begin; each ends one byte before the next begins, the port before `end`.
  private record Fields(int proto, int address, int port, int end) {
    static Fields read(Payload line, int from, int to) {
      if (from >= to) {
        return null;
      }
      int delimiter = line.u8(from);
      if (delimiter < 33 || delimiter > 126 || Digits.isDigit(delimiter)) {
        return null;
      }
      int address = line.indexOf(delimiter, from + 1) + 1;
      int port = address == 0 ? 0 : line.indexOf(delimiter, address) + 1;
      int end = port == 0 ? 0 : line.indexOf(delimiter, port) + 1;
      return end == 0 || end > to ? null : new Fields(from + 1, address, port, end);
    }

    Optional<Address> addressOf(Payload line) {
      int length = port - 1 - address;
      return length > LONGEST_ADDRESS
          ? Optional.empty()
          : Address.parse(line.text(address, port - 1));
    }

    boolean isServer(Payload line, Address server) {
      int number = server.family() == Family.INET ? 1 : 2;
      boolean sameFamily =
          address - 1 == proto || Digits.number(line, proto, address - 1, 1, 2) == number;
      boolean sameHost = port - 1 == address || addressOf(line).filter(server::equals).isPresent();
      return sameFamily && sameHost;
    }
  }

  private static Announcement whole(Fields fields, char delimiter) {
    return (granted, edits) -> {
      int room = fields.port() - 1 - fields.address();
      Address address = granted.address();
      Optional<String> equal =
          address.family() == Family.INET6
              ? AddressSpelling.ofLength(address, room)
              : Optional.of(address.toString()).filter(text -> text.length() == room);
      String port = Integer.toString(granted.port());
      int portRoom = fields.end() - 1 - fields.port();
      if (equal.isPresent() && port.length() <= portRoom) {
        edits.replace(fields.address(), room, equal.get());
        edits.replace(fields.port(), portRoom, "0".repeat(portRoom - port.length()) + port);
        return true;
      }
      int both = room + portRoom - address.toString().length();
      if (both >= port.length() && both <= 5) { // the port's leading zeros make up for the address
        String text = "0".repeat(both - port.length()) + port;
        int width = fields.end() - 1 - fields.address();
        edits.replace(fields.address(), width, address.toString() + delimiter + text);
        return true;
      }
      if (!edits.lengthMayChange()) {
        return false;
      }
      edits.replace(fields.address(), room, address.toString());
      edits.replace(fields.port(), portRoom, port);
      return true;
    };
  }

  private static Announcement portOnly(Fields fields) {
    return (granted, edits) -> {
      int room = fields.end() - 1 - fields.port();
      String port = Integer.toString(granted.port());
      if (port.length() > room && !edits.lengthMayChange()) {
        return false;
      }
      edits.replace(fields.port(), room, "0".repeat(Math.max(0, room - port.length())) + port);
      return true;
    };
  }
}
