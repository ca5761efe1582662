// SPDX-License-Identifier: Apache-2.0
package relatd.helper.irc;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.helper.Announcement;
import relatd.helper.Payload;

/// An offer of a direct connection inside a message (CTCP and DCC):
///
/// ```
///   ^A DCC type argument address port [size] ^A
/// ```
///
/// The argument may stand in quotes, with blanks. The address is the number that an IPv4 address
/// is, or the text of an address.
///
/// @param type as written
/// @param endpoint what is offered; its port is 0 where the offer is passive
/// @param addressFrom place of the address, `[addressFrom, addressTo)`
record DccOffer(
    String type,
    Endpoint endpoint,
    int addressFrom,
    int addressTo,
    boolean asNumber,
    int portFrom,
    int portTo)
    implements Announcement {
  static final int CTCP = 1;
  private static final int LONGEST_ADDRESS = 45;
  private static final String[] TYPES = {"SEND", "CHAT", "MOVE", "TSEND", "SCHAT"};

  /// Where the text of a DCC message begins, its type; -1 when the line says something else.
  ///
  /// @param parameters where the target of a PRIVMSG stands
  static int find(Payload line, int parameters, int to) {
    int trailing = IrcLine.afterWord(line, parameters, to);
    boolean dcc =
        to - trailing > 6
            && line.u8(trailing) == ':'
            && line.u8(trailing + 1) == CTCP
            && line.matchesIgnoreCase(trailing + 2, "DCC ");
    if (!dcc) {
      return -1;
    }
    int type = trailing + 6;
    int end = IrcLine.wordEnd(line, type, to);
    for (String one : TYPES) {
      if (end - type == one.length() && line.matchesIgnoreCase(type, one)) {
        return type;
      }
    }
    return -1;
  }

  /// The offer whose type begins here; empty when it is malformed.
  static Optional<DccOffer> read(Payload line, int type, int lineEnd) {
    int mark = line.indexOf(CTCP, type);
    int to = mark < 0 || mark > lineEnd ? lineEnd : mark;
    int argument = IrcLine.afterWord(line, type, to);
    int address = afterArgument(line, argument, to);
    int addressTo = IrcLine.wordEnd(line, address, to);
    int port = IrcLine.afterWord(line, address, to);
    int portTo = IrcLine.wordEnd(line, port, to);
    int number = portTo - port > 5 ? -1 : (int) line.decimal(port, portTo, 0xffff);
    if (number < 0 || addressTo - address > LONGEST_ADDRESS) {
      return Optional.empty();
    }
    long bits = line.decimal(address, addressTo, 0xffff_ffffL);
    Optional<Address> host =
        bits >= 0
            ? Optional.of(Address.ofInet((int) bits))
            : Address.parse(line.text(address, addressTo));
    String name = line.text(type, IrcLine.wordEnd(line, type, to));
    return host.map(known ->
        new DccOffer(
            name, new Endpoint(known, number), address, addressTo, bits >= 0, port, portTo));
  }

  private static int afterArgument(Payload line, int from, int to) {
    if (from >= to || line.u8(from) != '"') {
      return IrcLine.afterWord(line, from, to);
    }
    int quote = line.indexOf('"', from + 1);
    return quote < 0 || quote >= to ? to : IrcLine.afterWord(line, quote, to);
  }

  /// Digits are made up with leading zeros only where the length must not change.
  @Override
  public boolean rewrite(Endpoint granted, Edits edits) {
    Address address = granted.address();
    boolean number = asNumber && address.family() == Family.INET;
    String host = number ? Long.toString(address.low()) : address.toString();
    String port = Integer.toString(granted.port());
    if (!edits.lengthMayChange()) {
      int room = addressTo - addressFrom;
      int portRoom = portTo - portFrom;
      boolean fits = number ? host.length() <= room : host.length() == room;
      if (!fits || port.length() > portRoom) {
        return false;
      }
      host = "0".repeat(room - host.length()) + host;
      port = "0".repeat(portRoom - port.length()) + port;
    }
    edits.replace(addressFrom, addressTo - addressFrom, host);
    edits.replace(portFrom, portTo - portFrom, port);
    return true;
  }
}
