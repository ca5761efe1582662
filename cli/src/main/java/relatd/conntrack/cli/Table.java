// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// The table that a command is about; its name may be shortened.
enum Table {
  EXPECT("expect"),
  CONNTRACK("conntrack"),
  DYING("dying"),
  UNCONFIRMED("unconfirmed");

  private static final Table[] IN_ORDER = values();

  private final String word;

  Table(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /// The first one that begins with the word.
  static Table of(String given) {
    for (Table table : IN_ORDER) {
      if (table.word.startsWith(given)) {
        return table;
      }
    }
    throw new UsageException("unknown type `" + given + "'");
  }

  boolean isEndOfLife() {
    return this == DYING || this == UNCONFIRMED;
  }
}
