// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// What a client gets for its request; when it has got it, the connection ends.
sealed interface Answer {
  Answer NONE = new Text("");

  static Answer of(String text) {
    return new Text(text);
  }

  /// Nothing, once a short task is done.
  static Answer now(Runnable task) {
    task.run();
    return NONE;
  }

  /// Nothing, once a long task is done.
  ///
  /// @param task is given what to run at its end
  static Answer later(Consumer<Runnable> task) {
    Later answer = new Later();
    task.accept(answer::complete);
    return answer;
  }

  /// All of it, now.
  record Text(String text) implements Answer {}

  /// A long answer, made as the client reads.
  non-sealed interface Pieces extends Answer, AutoCloseable {
    /// Makes the next piece in [#buffer].
    ///
    /// @return its bytes; 0 at the end
    long next();

    /// Where the piece lies, from the begin on.
    MemorySegment buffer();

    @Override
    void close();
  }

  /// Nothing, but not before something is done: the client waits for it.
  final class Later implements Answer {
    private Runnable whenDone = () -> {};
    private boolean done;

    /// It is done.
    void complete() {
      done = true;
      whenDone.run();
    }

    boolean isDone() {
      return done;
    }

    void whenDone(Runnable task) {
      whenDone = task;
    }
  }
}
