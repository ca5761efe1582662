// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.packet.PacketView;

/// The bytes of one connection that made a helper decide: the payload at hand, behind the beginning
/// of its first line where that came in the segment before.
final class Evidence {
  /// Characters of a text, with what stands for bytes that cannot be printed.
  static final int LONGEST = 160;

  /// Of these, characters up to the end of what was named, where the text has to be cut before it.
  private static final int BEFORE = 120;

  private static final String CUT = "...";
  private static final Pattern LAST_NUMBER = Pattern.compile("([0-9]+)[^0-9]*$");

  private final String[] begunLine = {"", ""};
  private final int[] nextSequence = new int[2];
  private String text = "";

  /// A packet that is going to be dispatched.
  void packet(PacketView packet, Direction direction) {
    byte[] bytes =
        packet
            .bytes()
            .asSlice(packet.payload(), packet.payloadLength())
            .toArray(ValueLayout.JAVA_BYTE);
    text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!packet.isTcp()) {
      return;
    }
    int side = direction.number();
    if (packet.sequence() == nextSequence[side]) {
      text = begunLine[side] + text;
    }
    nextSequence[side] = packet.sequence() + bytes.length + (packet.isSyn() ? 1 : 0);
    begunLine[side] = begunLine(text);
  }

  /// What stands behind the last line, should that be text.
  private static String begunLine(String text) {
    String rest = text.substring(text.lastIndexOf('\n') + 1);
    boolean readable = rest.chars().allMatch(c -> c >= ' ' && c <= '~');
    return readable && rest.length() <= LONGEST ? rest : "";
  }

  /// The text, cut to what matters: where the port that is expected, or the last number of a
  /// reason, is named.
  String around(Optional<Expectation> expectation, String reason) {
    int end = expectation.map(e -> named(text, e)).orElseGet(() -> named(text, reason));
    String all = text.substring(0, endOfLine(end));
    int from = end;
    for (int width = 0; from > 0 && width < BEFORE; from--) {
      width += EventText.printable(all.charAt(from - 1)).length();
    }
    return printable(all, from);
  }

  /// Without the line ends behind it, should they be some.
  private int endOfLine(int least) {
    int end = text.length();
    while (end > least && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  private static String printable(String all, int from) {
    StringBuilder out = new StringBuilder(from > 0 ? CUT : "");
    for (int i = from; i < all.length(); i++) {
      String next = EventText.printable(all.charAt(i));
      int room = i == all.length() - 1 ? LONGEST : LONGEST - CUT.length();
      if (out.length() + next.length() > room) {
        return out.append(CUT).toString();
      }
      out.append(next);
    }
    return out.toString();
  }

  /// Where the name of a port ends: in digits, as two numbers, as two bytes; 0 where it is not
  /// found.
  private static int named(String text, Expectation expectation) {
    int port = expectation.tuple().destinationPort();
    int high = port >>> 8;
    int low = port & 0xff;
    String bytes = "" + (char) high + (char) low;
    for (String name : List.of("" + port, high + "," + low, high + "." + low, bytes)) {
      int at = text.indexOf(name);
      if (at >= 0) {
        return at + name.length();
      }
    }
    return 0;
  }

  private static int named(String text, String reason) {
    Matcher number = LAST_NUMBER.matcher(reason);
    int at = number.find() ? text.indexOf(number.group(1)) : -1;
    return at < 0 ? 0 : at + number.group(1).length();
  }
}
