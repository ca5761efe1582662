// SPDX-License-Identifier: Apache-2.0
package relatd.text;

/// What a user can ask of the output (`-o` of conntrack(8)).
public enum OutputOption {
  /// The layer 3 protocol in front.
  EXTENDED,

  /// The kernel's opaque id at the end.
  ID,

  /// The time at which an event or an expectation was read.
  TIMESTAMP,

  /// The kernel's start and stop times.
  KTIMESTAMP,

  /// Names of the label bits.
  LABELS,

  /// XML instead of lines.
  XML
}
