// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What a daemon's halves practise once they are at work, as `-Drelatd.rehearsal` has it: not with
/// `off`; with `exit` that is all the daemon does, as `./build` wants it.
final class Practice {
  private final String wish;
  private final AtomicInteger running = new AtomicInteger(1); // the one that begins them
  private final Runnable exit;

  /// @param wish `on`, `off` or `exit`
  /// @param exit runs when all have ended, in any thread, if that is to be the daemon's end
  Practice(String wish, Runnable exit) {
    this.wish = wish;
    this.exit = exit;
  }

  /// As this process was started.
  static Practice asAsked(Runnable exit) {
    return new Practice(System.getProperty("relatd.rehearsal", "on"), exit);
  }

  /// Begins one, or does not.
  ///
  /// @param rehearsal takes what it has to run at its end
  void begin(Consumer<Runnable> rehearsal) {
    if (!wish.equals("off")) {
      running.incrementAndGet();
      rehearsal.accept(this::ended);
    }
  }

  /// No other will begin.
  void allBegun() {
    ended();
  }

  /// Whether what is learned is for other machines as well.
  boolean isTraining() {
    return wish.equals("exit");
  }

  private void ended() {
    if (running.decrementAndGet() == 0 && isTraining()) {
      exit.run();
    }
  }
}
