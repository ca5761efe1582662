// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What a daemon's halves practise once they are at work, as `-Drelatd.rehearsal` has it: not with
/// `off`; with `exit` that is all the daemon does, as `./build` wants it.
final class Practice {
  private final String wish;
  private final AtomicInteger running = new AtomicInteger(1); // the one that begins them
  private final Executor stage;
  private final Runnable exit;

  /// @param wish `on`, `off` or `exit`
  /// @param stage where they are begun, when it is time
  /// @param exit runs when all have ended, in any thread, if that is to be the daemon's end
  Practice(String wish, Executor stage, Runnable exit) {
    this.wish = wish;
    this.stage = stage;
    this.exit = exit;
  }

  /// As this process was started.
  static Practice asAsked(Executor stage, Runnable exit) {
    return new Practice(System.getProperty("relatd.rehearsal", "on"), stage, exit);
  }

  /// Begins one, or does not.
  ///
  /// @param rehearsal takes what it has to run at its end
  void begin(Consumer<Runnable> rehearsal) {
    if (!wish.equals("off")) {
      running.incrementAndGet();
      stage.execute(() -> rehearsal.accept(this::ended));
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
