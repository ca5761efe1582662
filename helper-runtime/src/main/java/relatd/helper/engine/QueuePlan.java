// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import relatd.conntrack.Connection;

/// One queue and the helpers behind it. Several may share a queue: then the helper's name decides
/// where the kernel tells it, else the server's port.
record QueuePlan(int queueNumber, int length, boolean failOpen, List<AttachedType> types) {

  /// Groups types by queue; the longest length asked for counts.
  static List<QueuePlan> of(List<AttachedType> types) {
    Map<Integer, List<AttachedType>> byQueue = new TreeMap<>();
    for (AttachedType type : types) {
      byQueue.computeIfAbsent(type.queueNumber(), _ -> new ArrayList<>()).add(type);
    }
    List<QueuePlan> plans = new ArrayList<>();
    byQueue.forEach((number, shared) ->
        plans.add(
            new QueuePlan(
                number,
                shared.stream().mapToInt(AttachedType::queueLength).max().orElse(0),
                shared.stream().allMatch(t -> t.configured().options().isOn("FailOpen", true)),
                List.copyOf(shared))));
    return plans;
  }

  /// The helper of a connection; null when none of this queue's serves it.
  ///
  /// @param helperName what the kernel has attached, empty where it does not say
  AttachedType typeOf(Connection connection, String helperName) {
    AttachedType byPort = null;
    AttachedType any = null;
    int candidates = 0;
    for (AttachedType type : types) {
      if (type.serves(connection.family(), connection.protocol())) {
        if (type.name().equals(helperName)) {
          return type;
        }
        candidates++;
        any = type;
        boolean port = type.configured().ports().contains(connection.original().destinationPort());
        byPort = port ? type : byPort;
      }
    }
    return candidates == 1 ? any : byPort;
  }
}
