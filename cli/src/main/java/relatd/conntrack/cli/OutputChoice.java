// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.EnumSet;
import java.util.Locale;
import relatd.text.OutputOption;

/// What `-o` asks for; several add up.
final class OutputChoice {
  private static final OutputOption[] WORDS = {
    OutputOption.XML,
    OutputOption.EXTENDED,
    OutputOption.TIMESTAMP,
    OutputOption.ID,
    OutputOption.KTIMESTAMP,
    OutputOption.LABELS,
  };

  final EnumSet<OutputOption> options = EnumSet.noneOf(OutputOption.class);
  boolean save;
  boolean json;

  /// `userspace` is taken and changes nothing, as in 1.4.7.
  void add(String list) {
    WordList words = new WordList(list);
    while (words.next()) {
      OutputOption option = option(words);
      if (option != null) {
        options.add(option);
      } else if (words.begins("save")) {
        save = true;
      } else if (words.begins("json")) {
        json = true;
      } else if (!words.begins("userspace")) {
        throw words.bad();
      }
    }
    if (save && (json || !options.isEmpty())) {
      throw new CommandFailure(
          "cannot combine save output with any other output type, use -o save only");
    }
    if (json && options.contains(OutputOption.XML)) {
      throw new CommandFailure("cannot combine json output with xml output");
    }
  }

  private static OutputOption option(WordList words) {
    for (OutputOption option : WORDS) {
      if (words.begins(option.name().toLowerCase(Locale.ROOT))) {
        return option;
      }
    }
    return null;
  }

  boolean has(OutputOption option) {
    return options.contains(option);
  }

  boolean isOnlyJson() {
    return json && options.isEmpty();
  }
}
