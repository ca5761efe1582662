// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.util.List;

/// The words `-o FORMAT` (or `--output FORMAT`) at the end of what shows objects; ours.
///
/// @param others what is before them
record OutputWords(List<String> others, boolean json) {
  private static final List<String> SHOWING = List.of("list", "get", "default-get");
  private static final List<String> OPTION = List.of("-o", "--output");

  static OutputWords of(String command, List<String> words) {
    int option = words.size() - 2;
    if (option < 0 || !SHOWING.contains(command) || !OPTION.contains(words.get(option))) {
      return new OutputWords(words, false);
    }
    if (!words.getLast().equals("json")) {
      throw new NfctException("unknown output format `" + words.getLast() + "': there is json");
    }
    return new OutputWords(words.subList(0, option), true);
  }
}
