// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.wire.SyncWriter;

/// What a mode wants from the engine around it.
public interface ModeOutput {
  /// Sends all datagrams of a batch; the mode reuses the writer when this returns.
  void send(SyncWriter batch);

  /// The peer wants everything again: [SyncMode#sendAll], or a dump of the kernel's table.
  void resyncRequested();
}
