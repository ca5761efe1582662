// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import relatd.helper.Options;

/// Which programs may be opened, and which ports never: a server that is asked for any program
/// number could otherwise name the port of a service that is none of its programs.
///
/// @param all whether every program may be opened
/// @param programs the wished ones by number
/// @param deniedPorts ports that only a program of `programs` may have
record ProgramFilter(boolean all, Set<Integer> programs, BitSet deniedPorts) {
  /// The port mapper's own number. Its port is open already, or there would be no conversation.
  static final int PORT_MAPPER = 100_000;

  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "nfs", 100_003,
          "ypserv", 100_004,
          "mountd", 100_005,
          "ypbind", 100_007,
          "rquotad", 100_011,
          "nlockmgr", 100_021,
          "status", 100_024,
          "nfs_acl", 100_227);

  /// Remote shells and mail, and the port mapper, whose connections would lose their helper if they
  /// were expected ones.
  private static final String DENIED = "22 23 25 111 445 512-514";

  static ProgramFilter of(Options options) {
    Set<Integer> programs = new HashSet<>();
    String[] wished = words(options, "Programs", "");
    for (String word : wished) {
      Integer named = NUMBERS.get(word.toLowerCase(Locale.ROOT));
      int number = named != null ? named : number(word);
      if (number >= 0) {
        programs.add(number);
      }
    }
    BitSet ports = new BitSet();
    for (String word : words(options, "DeniedPorts", DENIED)) {
      int dash = word.indexOf('-');
      int first = number(dash < 0 ? word : word.substring(0, dash));
      int last = dash < 0 ? first : number(word.substring(dash + 1));
      if (first >= 0 && last >= first && last <= 0xffff) {
        ports.set(first, last + 1);
      }
    }
    return new ProgramFilter(wished.length == 0, programs, ports);
  }

  boolean allowsProgram(int program) {
    return all || programs.contains(program);
  }

  boolean allowsPort(int program, int port) {
    return !deniedPorts.get(port) || programs.contains(program);
  }

  private static String[] words(Options options, String name, String otherwise) {
    String value = options.settings().getOrDefault(name, otherwise).strip();
    return value.isEmpty() ? new String[0] : value.split("[ ,]+");
  }

  /// -1, which no program and no port has, for what is no number.
  private static int number(String word) {
    return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
  }
}
