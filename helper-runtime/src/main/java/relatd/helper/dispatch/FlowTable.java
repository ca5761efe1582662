// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;

/// The flows of one dispatcher, found by the tuples their packets carry; bounded, the least
/// recently used one leaves.
///
/// Looking up allocates nothing.
public final class FlowTable {
  /// A tuple's flow, and the direction in which packets with that tuple travel.
  public record Binding(Flow flow, Direction direction) {}

  private final Map<FlowKey, Binding> bindings = new HashMap<>();
  private final int capacity;
  private final Consumer<Flow> onEvict;
  private Flow newest;
  private Flow oldest;
  private int size;

  FlowTable(int capacity, Consumer<Flow> onEvict) {
    this.capacity = capacity;
    this.onEvict = onEvict;
  }

  public int size() {
    return size;
  }

  /// The flow of a tuple, which becomes the most recently used; null when there is none (the hot
  /// path's answer, for the runtime alone).
  public Binding find(FlowKey probe) {
    Binding binding = bindings.get(probe);
    if (binding != null && binding.flow() != newest) {
      unlink(binding.flow());
      link(binding.flow());
    }
    return binding;
  }

  /// As [#find], without counting as use.
  public Optional<Binding> peek(FlowKey probe) {
    return Optional.ofNullable(bindings.get(probe));
  }

  /// Adds a flow without keys.
  Flow add(Connection connection, ConfiguredHelper attached) {
    if (size == capacity) {
      Flow victim = oldest;
      onEvict.accept(victim);
      remove(victim);
    }
    Flow flow = new Flow(connection, attached);
    link(flow);
    size++;
    return flow;
  }

  /// Lets a tuple lead to a flow; a flow that it led to before is not touched otherwise.
  public void bind(FlowKey probe, Flow flow, Direction direction) {
    FlowKey key = probe.copy();
    Binding old = bindings.put(key, new Binding(flow, direction));
    if (old != null) {
      old.flow().keys.remove(key);
    }
    flow.keys.add(key);
  }

  /// Removes a flow; one that was evicted already is not there any more. Removes flows that were
  /// silent for so long, oldest first.
  void removeSilent(long nanos, long longest) {
    while (oldest != null && nanos - oldest.lastNanos() > longest) {
      Flow victim = oldest;
      onEvict.accept(victim);
      remove(victim);
    }
  }

  void remove(Flow flow) {
    if (flow.gone) {
      return;
    }
    flow.gone = true;
    for (FlowKey key : flow.keys) {
      bindings.remove(key);
    }
    flow.keys.clear();
    unlink(flow);
    size--;
  }

  void forEach(Consumer<Flow> action) {
    for (Flow flow = oldest; flow != null; ) {
      Flow next = flow.newer;
      action.accept(flow);
      flow = next;
    }
  }

  private void link(Flow flow) {
    flow.older = newest;
    flow.newer = null;
    if (newest != null) {
      newest.newer = flow;
    } else {
      oldest = flow;
    }
    newest = flow;
  }

  private void unlink(Flow flow) {
    if (flow.older != null) {
      flow.older.newer = flow.newer;
    } else {
      oldest = flow.newer;
    }
    if (flow.newer != null) {
      flow.newer.older = flow.older;
    } else {
      newest = flow.older;
    }
    flow.older = null;
    flow.newer = null;
  }
}
