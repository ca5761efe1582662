// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A bare loop in C that accepts every packet: what a queue costs whoever serves it.
record Floor(Process process) implements QueueReader {
  /// Starts it and waits until the queue is its own.
  static Floor start(Router router) throws IOException, InterruptedException, NotHere {
    Floor floor =
        new Floor(
            router.start(
                router.router(),
                CProgram.ACCEPT.path(),
                Integer.toString(Router.QUEUE),
                Integer.toString(Router.QUEUE_LENGTH)));
    try {
      while (!router.isRead()) {
        if (!floor.process.isAlive()) {
          throw new IOException("the bare loop has ended");
        }
        Thread.sleep(5);
      }
      return floor;
    } catch (IOException | InterruptedException failed) {
      floor.close();
      throw failed;
    }
  }

  @Override
  public long cpu() throws IOException {
    return ProcessorTime.of(process);
  }

  @Override
  public void close() {
    Shell.end(process, 5, TimeUnit.SECONDS);
  }
}
