// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Why a queue cannot be bound: the kernel says EPERM both to those without the capability and when
/// somebody else has the queue.
final class QueueOwner {
  /// Columns: queue number, port id of the owner, packets waiting, ... (of this thread's
  /// namespace).
  private static final Path TABLE = Path.of("/proc/thread-self/net/netfilter/nfnetlink_queue");

  private static final String UNPRIVILEGED =
      "this needs CAP_NET_ADMIN: run it as root, or grant the capability";

  private QueueOwner() {}

  static String explain(int queueNumber) {
    try {
      return explain(queueNumber, Files.readAllLines(TABLE));
    } catch (IOException _) {
      return UNPRIVILEGED;
    }
  }

  static String explain(int queueNumber, List<String> table) {
    for (String line : table) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length > 1 && columns[0].equals(Integer.toString(queueNumber))) {
        return "queue "
            + queueNumber
            + " belongs to another program already (netlink port "
            + columns[1]
            + ", often its process id): stop that one, or choose another queue number";
      }
    }
    return UNPRIVILEGED;
  }
}
