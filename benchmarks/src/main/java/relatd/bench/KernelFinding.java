// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.helper.engine.KernelConversation;
import relatd.helper.engine.QueuedConversation;
import relatd.helper.engine.QueuedMessage;

/// The two packets of a passive transfer with the expectation made in the kernel, and deleted there
/// so that the next one finds the same table. (Not final: JMH extends it.)
@State(Scope.Thread)
public class KernelFinding {
  @Param public Family family;

  private final byte[][] digits = Talks.digits();
  private KernelConversation kernel;
  private QueuedConversation talk;
  private QueuedMessage command;
  private QueuedMessage reply;
  private int digitsAt;
  private int round;

  public KernelFinding() {}

  /// Why this machine cannot run it; empty when it can. Asks in a thread of its own, because that
  /// leaves the network namespace.
  static String obstacle() {
    StringBuilder obstacle = new StringBuilder();
    Thread probe = Thread.ofPlatform().start(() -> obstacle.append(tryOnce()));
    try {
      probe.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return obstacle.toString();
  }

  private static String tryOnce() {
    KernelFinding trial = new KernelFinding();
    trial.family = Family.INET;
    try {
      trial.begin();
      trial.passive();
      trial.check();
      return "";
    } catch (RuntimeException | UnsatisfiedLinkError missing) {
      return String.valueOf(missing.getMessage());
    }
  }

  @Setup
  public void begin() {
    Connection connection = QueuedConversation.toFtp(family);
    kernel = KernelConversation.open(connection, "ftp");
    talk = Talks.begin(connection, kernel, new UnhurriedClock());
    command = talk.says(Direction.ORIGINAL, Talks.passiveCommand(family));
    reply = talk.says(Direction.REPLY, Talks.passiveReply(family));
    digitsAt = Talks.digitsAt(Talks.passiveReply(family));
  }

  @Benchmark
  public void passive() {
    talk.send(command);
    reply.overwrite(digitsAt, digits[round++ % digits.length]);
    talk.send(reply);
    kernel.deleteLast();
  }

  @TearDown
  public void check() {
    Checks.require(kernel.complaint().isEmpty(), kernel.complaint());
    Checks.requireAllPassed(talk);
    Checks.require(kernel.created() == round, "not every announcement reached the kernel");
    kernel.close();
  }
}
