// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

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
      return explain(queueNumber, Files.readAllLines(TABLE), QueueOwner::processName);
    } catch (IOException _) {
      return UNPRIVILEGED;
    }
  }

  /// @param names of processes by their ids, empty for none
  static String explain(int queueNumber, List<String> table, UnaryOperator<String> names) {
    for (String line : table) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length > 1 && columns[0].equals(Integer.toString(queueNumber))) {
        return "queue "
            + queueNumber
            + " belongs to another program already (netlink port "
            + columns[1]
            + likely(names.apply(columns[1]))
            + "): stop that one, or choose another queue number";
      }
    }
    return UNPRIVILEGED;
  }

  /// The kernel gives a process's first socket its process id as port.
  private static String likely(String process) {
    return process.isEmpty() ? "" : ", likely process `" + process + "' of that id";
  }

  private static String processName(String port) {
    try {
      return Files.readString(Path.of("/proc/" + port + "/comm")).strip();
    } catch (IOException _) {
      return "";
    }
  }
}
