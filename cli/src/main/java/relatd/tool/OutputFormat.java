// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

/// The word behind `-o`.
final class OutputFormat {
  private OutputFormat() {}

  /// @return true; there is no other format
  static boolean isJson(String word) {
    if (!word.equals("json")) {
      throw new UsageException("unknown output format `" + word + "': there is json");
    }
    return true;
  }
}
