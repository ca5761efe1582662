// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;

/// One thing to say about a configuration file.
///
/// @param file as the caller named it
/// @param line from 1; 0 when the file as a whole is meant
/// @param column characters from 1, a tab counts as one; 0 with line 0
/// @param word the offending word as it stands in the file; empty at the end of the file or when no
///   single word is to blame
/// @param message what is wrong, one line
/// @param expected what would have been right; empty when the message says all
/// @param originalText the line(s) that conntrackd 1.4.7 prints for it, without time stamp; scripts
///   look for them. Empty when conntrackd says nothing
public record Problem(
    Severity severity,
    String file,
    int line,
    int column,
    String word,
    String message,
    String expected,
    Optional<String> originalText) {

  /// `file:line:column: message; expected this`, one line, for a log that has its own severity tag.
  public String located() {
    String where = line == 0 ? file : file + ':' + line + ':' + column;
    return where + ": " + message + (expected.isEmpty() ? "" : "; expected " + expected);
  }
}
