// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.cttimeout.CtTimeout;
import relatd.cttimeout.CtTimeout.StateTimeout;
import relatd.cttimeout.TimeoutStates;
import relatd.text.ProtocolList;

/// The words behind `nfct COMMAND timeout`, read into the policy that they describe. What a command
/// does not name is empty, INET or 0.
///
/// A number of seconds has to be one: 1.4.7 takes any word for 0, and connections of that policy
/// end at once.
final class TimeoutParameters {
  private static final Path PROTOCOLS = Path.of("/etc/protocols");
  private static final long MOST_SECONDS = 0xffff_ffffL;

  private TimeoutParameters() {}

  static CtTimeout parse(String command, List<String> words) {
    return switch (command) {
      case "add" -> {
        require(words, 3, "add timeout name family protocol state1 timeout1 ...");
        yield policy(words.getFirst(), words.subList(1, words.size()));
      }
      case "default-set" -> {
        require(words, 3, "default-set timeout family protocol state1 timeout1...");
        yield policy("", words);
      }
      case "default-get" -> {
        require(words, 2, "default-get timeout family protocol");
        atMost(2, words);
        yield policy("", words);
      }
      case "get", "delete" -> {
        if (words.isEmpty()) {
          throw new NfctException("missing timeout policy name");
        }
        atMost(1, words);
        yield named(words.getFirst());
      }
      default -> {
        atMost(0, words);
        yield named("");
      }
    };
  }

  private static CtTimeout named(String name) {
    return new CtTimeout(name, Family.INET, 0, List.of());
  }

  private static void require(List<String> words, int count, String syntax) {
    if (words.size() < count) {
      throw new NfctException("missing parameters\nsyntax: nfct " + syntax);
    }
  }

  private static void atMost(int count, List<String> words) {
    if (words.size() > count) {
      throw new NfctException("too many arguments");
    }
  }

  /// @param words family, protocol, then states and seconds
  private static CtTimeout policy(String name, List<String> words) {
    Family family = Words.family(words.getFirst());
    String protocolName = words.get(1);
    int protocol = protocol(protocolName);
    List<StateTimeout> values = new ArrayList<>();
    for (int i = 2; i < words.size(); i += 2) {
      if (i + 1 == words.size()) {
        throw new NfctException("missing value for this timeout");
      }
      int state = state(words.get(i), protocolName, protocol);
      values.add(new StateTimeout(state, seconds(words.get(i + 1))));
    }
    return new CtTimeout(name, family, protocol, values);
  }

  private static int protocol(String word) {
    return switch (word) {
      case "tcp" -> Protocol.TCP;
      case "udp" -> Protocol.UDP;
      case "icmpv6" -> Protocol.ICMPV6;
      case "generic" -> TimeoutStates.GENERIC;
      default ->
          ProtocolList.number(word, PROTOCOLS)
              .orElseThrow(() -> new NfctException("unknown layer 4 protocol"));
    };
  }

  private static int state(String word, String protocolName, int protocol) {
    int place = TimeoutStates.of(protocol).indexOf(word.toUpperCase(Locale.ROOT));
    if (place < 0) {
      throw new NfctException(
          "Wrong state name: `" + word + "' for protocol `" + protocolName + "'");
    }
    return place + 1;
  }

  private static int seconds(String word) {
    boolean digits = !word.isEmpty() && word.length() <= 10;
    for (int i = 0; i < word.length(); i++) {
      digits &= word.charAt(i) >= '0' && word.charAt(i) <= '9';
    }
    if (!digits || Long.parseLong(word) > MOST_SECONDS) {
      throw new NfctException("bad number of seconds: `" + word + "'");
    }
    return (int) Long.parseLong(word);
  }
}
