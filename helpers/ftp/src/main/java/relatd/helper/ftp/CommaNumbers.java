// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.helper.Announcement;
import relatd.helper.Payload;

/// Endpoints as decimals with commas: `h1,h2,h3,h4,p1,p2` of PORT and 227 (RFC 959, section 4.1.2),
/// and the long form of LPRT and 228 with its lengths, `af,hal,h1...,pal,p1,p2` (RFC 1639).
final class CommaNumbers {
  /// Most numbers of a long form: family, length, 16 octets, length, 2 octets.
  private static final int MOST = 21;

  private CommaNumbers() {}

  /// The short form, and nothing else, in `[from, to)`.
  static Optional<Named> shortForm(Payload line, int from, int to) {
    int[] numbers = new int[6];
    return read(line, from, to, numbers, 6) == to
        ? Optional.of(named(numbers, 0, 4, new Range(from, to, 6), ""))
        : Optional.empty();
  }

  /// The first short form anywhere in `[from, to)`, with or without parentheses (RFC 1123, section
  /// 4.1.2.6).
  static Optional<Named> findShortForm(Payload line, int from, int to) {
    int[] numbers = new int[6];
    for (int at = from; at < to; at++) {
      if (!startsNumber(line, from, at)) {
        continue;
      }
      int end = read(line, at, to, numbers, 6);
      if (end > 0 && (end == to || line.u8(end) != ',' && !isWord(line.u8(end)))) {
        return Optional.of(named(numbers, 0, 4, new Range(at, end, 6), ""));
      }
    }
    return Optional.empty();
  }

  /// The long form, and nothing else, in `[from, to)`.
  static Optional<Named> longForm(Payload line, int from, int to) {
    int[] numbers = new int[MOST];
    int family = read(line, from, to, numbers, 2) > 0 ? numbers[0] : 0;
    int octets = family == 4 ? 4 : family == 6 ? 16 : 0;
    int count = octets + 5;
    if (octets == 0 || numbers[1] != octets || read(line, from, to, numbers, count) != to) {
      return Optional.empty();
    }
    if (numbers[2 + octets] != 2) {
      return Optional.empty();
    }
    String prefix = family + "," + octets + ",";
    return Optional.of(named(numbers, 2, octets, new Range(from, to, count), prefix));
  }

  /// The long form between the last pair of parentheses of a 228.
  static Optional<Named> findLongForm(Payload line, int from, int to) {
    for (int open = to - 1; open >= from; open--) {
      if (line.u8(open) == '(') {
        int close = line.indexOf(')', open);
        return close > 0 && close < to ? longForm(line, open + 1, close) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Reads that many numbers; the position behind them, 0 when they are not there.
  private static int read(Payload line, int from, int to, int[] numbers, int count) {
    int at = from;
    for (int i = 0; i < count; i++) {
      int end = Digits.end(line, at, to);
      int number = Digits.number(line, at, end, 3, 255);
      if (number < 0) {
        return 0;
      }
      numbers[i] = number;
      at = end;
      if (i + 1 < count) {
        if (at == to || line.u8(at) != ',') {
          return 0;
        }
        at++;
      }
    }
    return at;
  }

  /// Whether a run of numbers begins here: not within a word, and not behind another number, for
  /// seven of them name nothing.
  private static boolean startsNumber(Payload line, int from, int at) {
    if (!Digits.isDigit(line.u8(at))) {
      return false;
    }
    int before = at == from ? ' ' : line.u8(at - 1);
    boolean continued = before == ',' && at - 1 > from && Digits.isDigit(line.u8(at - 2));
    return !isWord(before) && !continued;
  }

  private static boolean isWord(int c) {
    return Digits.isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  /// Where the numbers stand, and how many there are.
  private record Range(int from, int to, int count) {}

  private static Named named(int[] numbers, int first, int octets, Range range, String prefix) {
    byte[] bytes = new byte[octets];
    for (int i = 0; i < octets; i++) {
      bytes[i] = (byte) numbers[first + i];
    }
    int port = first + octets + (prefix.isEmpty() ? 0 : 1);
    Endpoint endpoint =
        new Endpoint(Address.ofBytes(bytes), numbers[port] << 8 | numbers[port + 1]);
    return new Named(endpoint, announcement(range, prefix));
  }

  private static Announcement announcement(Range range, String prefix) {
    return (granted, edits) -> {
      boolean longForm = !prefix.isEmpty();
      if (!longForm && granted.address().family() != Family.INET) {
        return false;
      }
      int octets = granted.address().family().addressBytes();
      if (longForm && !prefix.equals((octets == 4 ? 4 : 6) + "," + octets + ",")) {
        return false;
      }
      Optional<String> text =
          fit(numbersOf(granted, longForm), prefix, range.to() - range.from(), edits);
      text.ifPresent(t -> edits.replace(range.from(), range.to() - range.from(), t));
      return text.isPresent();
    };
  }

  private static int[] numbersOf(Endpoint endpoint, boolean longForm) {
    byte[] bytes = endpoint.address().bytes();
    int[] numbers = new int[bytes.length + (longForm ? 3 : 2)];
    for (int i = 0; i < bytes.length; i++) {
      numbers[i] = bytes[i] & 0xff;
    }
    if (longForm) {
      numbers[bytes.length] = 2;
    }
    numbers[numbers.length - 2] = endpoint.port() >>> 8;
    numbers[numbers.length - 1] = endpoint.port() & 0xff;
    return numbers;
  }

  /// The text with as many leading zeros as give it the old length; a shorter or longer one only
  /// where that is allowed.
  private static Optional<String> fit(
      int[] numbers, String prefix, int length, Announcement.Edits edits) {
    int shortest = prefix.length() + numbers.length - 1;
    for (int number : numbers) {
      shortest += width(number);
    }
    int missing = length - shortest;
    boolean reachable = missing >= 0 && length <= prefix.length() + numbers.length * 4 - 1;
    if (!reachable && !edits.lengthMayChange()) {
      return Optional.empty();
    }
    int zeros = reachable ? missing : 0;
    StringBuilder text = new StringBuilder(prefix);
    for (int i = 0; i < numbers.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      for (int pad = 3 - width(numbers[i]); pad > 0 && zeros > 0; pad--, zeros--) {
        text.append('0');
      }
      text.append(numbers[i]);
    }
    return Optional.of(text.toString());
  }

  private static int width(int number) {
    return number < 10 ? 1 : number < 100 ? 2 : 3;
  }
}
