// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

/// What a mode makes of a message.
public enum Verdict {
  /// The message states an entry, which is to be applied.
  DATA,
  /// It was for the mode itself.
  CONTROL,
  /// It came too late or twice, or means nothing in this mode: not an error.
  DROP,
  /// Its header makes no sense in this mode.
  BAD
}
