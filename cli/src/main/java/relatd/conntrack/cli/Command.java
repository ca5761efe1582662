// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// What a command line does. Exactly one is given; none prints the usage.
enum Command implements Switch {
  LIST('L', "dump"),
  GET('G', "get"),
  DELETE('D', "delete"),
  CREATE('I', "create"),
  ADD('A', "add"),
  UPDATE('U', "update"),
  EVENT('E', "event"),
  FLUSH('F', "flush"),
  COUNT('C', "counter"),
  STATS('S', "stats"),
  VERSION('V', "version"),
  HELP('h', "help");

  private static final Command[] ALL = values();

  private final char letter;
  private final String longName;

  Command(char letter, String longName) {
    this.letter = letter;
    this.longName = longName;
  }

  char letter() {
    return letter;
  }

  String longName() {
    return longName;
  }

  /// Null for another letter.
  static Command of(char letter) {
    for (Command command : ALL) {
      if (command.letter == letter) {
        return command;
      }
    }
    return null;
  }

  /// Whether it picks entries of the conntrack table by what they say.
  boolean selects() {
    return switch (this) {
      case LIST, DELETE, UPDATE, EVENT -> true;
      default -> false;
    };
  }
}
