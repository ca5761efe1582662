// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;

/// Where this package's lines go; their texts are conntrackd's, which scripts read.
public interface KernelLog {
  void notice(String text);

  void warning(String text);

  void error(String text);

  /// The entry that an error line before it was about.
  void report(Conntrack entry);

  /// The entry that an error line before it was about.
  void report(Expectation entry);
}
