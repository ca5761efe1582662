// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Session;

/// One connection with a helper, and everything remembered of it. Belongs to one [Dispatcher].
public final class Flow {
  private final Connection connection;
  private final ConfiguredHelper attached;
  final Side[] sides = new Side[2];
  Session session;
  boolean opaque;
  boolean gone; // out of the table; who still holds it gets every packet accepted
  boolean seenReply;
  int refusals;
  long refusalsSince;
  int decisions;
  long decisionsSince;
  long lastNanos;
  Offered offered;

  // Place in the flow table: its keys, and its neighbours by last use.
  final List<FlowKey> keys = new ArrayList<>(2);
  Flow newer;
  Flow older;

  /// What one direction of a TCP connection has at hand.
  static final class Side {
    final StreamAssembler stream;
    final Rewrites rewrites = new Rewrites();
    final HeldPackets held;
    boolean blocked;
    int blockedFrom;

    /// @param holdNanos how long packets may be held
    Side(StreamAssembler stream, long holdNanos) {
      this.stream = stream;
      this.held = new HeldPackets(holdNanos);
    }
  }

  Flow(Connection connection, ConfiguredHelper attached) {
    this.connection = connection;
    this.attached = attached;
  }

  public Connection connection() {
    return connection;
  }

  public Helper helper() {
    return attached.helper();
  }

  /// What the configuration says for its helper.
  public Options options() {
    return attached.options();
  }

  ConfiguredHelper attached() {
    return attached;
  }

  /// Whether its packets are accepted unread.
  public boolean isOpaque() {
    return opaque;
  }

  /// Time of its last packet.
  public long lastNanos() {
    return lastNanos;
  }

  Side side(Direction direction) {
    return sides[direction.number()];
  }

  /// Whether nothing of this flow needs a look any more: unread, and no rewritten text that may be
  /// sent again.
  boolean isQuiet() {
    return gone || opaque && (sides[0] == null || settled(sides[0]) && settled(sides[1]));
  }

  private static boolean settled(Side side) {
    return side.rewrites.isSettled() && !side.blocked && side.held.isEmpty();
  }
}
