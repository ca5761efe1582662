// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

/// One kind of entries in one format. Each has views and room of its own, to be used again for
/// every entry.
sealed interface EntryLine
    permits ConntrackTextLine,
        ConntrackXmlLine,
        ConntrackJsonLine,
        ExpectTextLine,
        ExpectXmlLine,
        ExpectJsonLine {

  /// Writes the line of an entry, its end included.
  void print(ShownEntry entry, LineBuffer out);
}
