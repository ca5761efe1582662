// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relatd.conntrack.Address;

/// Whether two payloads say the same although they are not the same: addresses and numbers may be
/// written in more than one way.
final class Respelling {
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}");
  private static final Pattern ZEROS = Pattern.compile("(?<![0-9A-Za-z:.])0+(?=[0-9])");

  private Respelling() {}

  static boolean same(byte[] one, byte[] two) {
    return canonical(one).equals(canonical(two));
  }

  private static String canonical(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String addresses = IPV6.matcher(text).replaceAll(Respelling::address);
    return ZEROS.matcher(addresses).replaceAll("");
  }

  private static String address(MatchResult match) {
    return Address.parse(match.group())
        .map(address -> Matcher.quoteReplacement(address.toString()))
        .orElse(Matcher.quoteReplacement(match.group()));
  }
}
