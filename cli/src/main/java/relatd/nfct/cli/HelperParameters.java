// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;

/// The words behind `nfct COMMAND helper`.
record HelperParameters(Optional<String> name, Optional<Family> family, OptionalInt protocol) {
  private static final HelperParameters NONE =
      new HelperParameters(Optional.empty(), Optional.empty(), OptionalInt.empty());

  static HelperParameters parse(String command, List<String> words) {
    int most =
        switch (command) {
          case "list", "flush" -> 0;
          default -> 3;
        };
    boolean needsAll = command.equals("add") || command.equals("disable");
    if (needsAll && words.size() < 3) {
      throw new NfctException(
          "missing parameters\nsyntax: nfct " + command + " helper name family protocol");
    }
    if (words.size() > most) {
      throw new NfctException("too many arguments");
    }
    if (most == 0) {
      return NONE;
    }
    if (words.isEmpty()) {
      throw new NfctException("missing helper policy name");
    }
    return new HelperParameters(
        Optional.of(words.getFirst()),
        words.size() > 1 ? Optional.of(Words.family(words.get(1))) : Optional.empty(),
        words.size() > 2 ? OptionalInt.of(protocol(words.get(2))) : OptionalInt.empty());
  }

  private static int protocol(String word) {
    return switch (word) {
      case "tcp" -> Protocol.TCP;
      case "udp" -> Protocol.UDP;
      default -> throw new NfctException("unsupported layer 4 protocol");
    };
  }

  /// Whether these words mean a helper of that name and those protocols.
  boolean mean(String helper, Family ofFamily, int ofProtocol) {
    return name.filter(helper::equals).isPresent()
        && family.map(f -> f == ofFamily).orElse(true)
        && protocol.orElse(ofProtocol) == ofProtocol;
  }
}
