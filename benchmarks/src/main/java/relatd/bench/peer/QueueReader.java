// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;

/// Who takes packets from a queue and gives their verdicts.
interface QueueReader extends AutoCloseable {
  /// Microseconds of processor time so far.
  long cpu() throws IOException;

  @Override
  void close();
}
