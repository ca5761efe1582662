// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// What a word with a dash can name.
sealed interface Switch permits Command, Option, ProtocolOption {

  /// (No pattern switch: its bootstrap costs a short command milliseconds.)
  default Option.Value valueKind() {
    if (this instanceof Option option) {
      return option.value();
    }
    boolean alone = this == Command.VERSION || this == Command.HELP;
    return this instanceof ProtocolOption
        ? Option.Value.REQUIRED
        : alone ? Option.Value.NONE : Option.Value.OPTIONAL;
  }
}
