// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import relatd.posix.MessageBatch;

/// What a reader reads from: an event socket, or any socket that recorded events are played
/// through.
interface EventSource {
  int fd();

  int eventsPerTurn();

  boolean isReliable();

  MessageBatch batch(Arena arena);

  /// Called after an overrun.
  void grow();

  /// Events that found no room so far.
  int drops();

  static EventSource of(EventSocket socket) {
    return new EventSource() {
      @Override
      public int fd() {
        return socket.fd();
      }

      @Override
      public int eventsPerTurn() {
        return socket.options().buffer().eventsPerTurn();
      }

      @Override
      public boolean isReliable() {
        return socket.options().buffer().reliable();
      }

      @Override
      public MessageBatch batch(Arena arena) {
        return socket.batch(arena);
      }

      @Override
      public void grow() {
        socket.grow();
      }

      @Override
      public int drops() {
        return socket.drops();
      }
    };
  }
}
