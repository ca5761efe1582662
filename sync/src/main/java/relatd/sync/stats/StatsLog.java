// SPDX-License-Identifier: Apache-2.0
package relatd.sync.stats;

/// Where the lines of ended connections go.
public interface StatsLog {
  /// Takes a line, without its end, during the call.
  ///
  /// @param line ASCII, of which `length` bytes count
  void ended(byte[] line, int length);
}
