// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.netlink.MessageWalker;
import relatd.netlink.RecordedMessage;

/// What one packet costs outside the system calls: read and judged by our own code, and by
/// libnetfilter_queue. Behind docs/decisions/0002-queue-parse.md; a main program, as it proves
/// nothing but a ratio.
public final class QueueParseBenchmark {
  private static final int ROUNDS = 12;
  private static final int CALLS = 2_000_000;

  private final byte[] bytes;
  private final MemorySegment buffer;
  private final MessageWalker walker = new MessageWalker();
  private final QueuedPacket packet = new QueuedPacket();
  private long sum;

  private QueueParseBenchmark(String name) {
    bytes = RecordedMessage.bytes(name);
    buffer = Arena.global().allocate(bytes.length, 8);
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
  }

  /// @param arguments `own` or `library`, and maybe the name of a recording; a run measures one of
  ///   the two, as each is compiled for itself in a real worker, too
  public static void main(String[] arguments) {
    QueueCodec codec =
        arguments[0].equals("own") ? new OwnCodec() : new LibraryCodec(Arena.global());
    String name = arguments.length > 1 ? arguments[1] : "k6.12-nfqueue-packet-ct-data";
    QueueParseBenchmark benchmark = new QueueParseBenchmark(name);
    report(arguments[0] + ": reading a packet", () -> benchmark.read(codec));
    VerdictBatch verdicts =
        new VerdictBatch(Arena.global(), codec, 7, (messages, from, size) -> (int) size);
    report(arguments[0] + ": writing a verdict", () -> write(verdicts));
    System.out.println("(" + name + ", checksum " + benchmark.sum + ")");
  }

  private static void report(String what, Runnable work) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
    }
    System.out.printf("%-30s %7.1f ns%n", what, best);
  }

  private void read(QueueCodec codec) {
    for (int i = 0; i < CALLS; i++) {
      walker.wrap(buffer, 0, bytes.length).next();
      codec.read(walker, packet);
      sum += packet.packetId() + packet.payloadOffset() + packet.conntrackLength();
    }
  }

  private static void write(VerdictBatch verdicts) {
    for (int i = 0; i < CALLS; i++) {
      verdicts.accept(i);
    }
    verdicts.flush();
  }
}
