// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.helper.engine.QueuedConversation;
import relatd.helper.engine.QueuedMessage;

/// Queued packets in which something is found; the expectation goes into memory. (Not final: JMH
/// extends it.)
@State(Scope.Thread)
public class Finding {
  @Param public Family family;

  private final OneExpected expectations = new OneExpected();
  private final byte[][] digits = Talks.digits();
  private QueuedConversation talk;
  private QueuedMessage command;
  private QueuedMessage reply;
  private QueuedMessage active;
  private int replyDigits;
  private int activeDigits;
  private int round;

  public Finding() {}

  @Setup
  public void begin() {
    talk = Talks.begin(QueuedConversation.toFtp(family), expectations, new UnhurriedClock());
    command = talk.says(Direction.ORIGINAL, Talks.passiveCommand(family));
    reply = talk.says(Direction.REPLY, Talks.passiveReply(family));
    active = talk.says(Direction.ORIGINAL, Talks.activeCommand(family));
    replyDigits = Talks.digitsAt(Talks.passiveReply(family));
    activeDigits = Talks.digitsAt(Talks.activeCommand(family));
  }

  /// Two packets: PASV and its 227, over IPv6 EPSV and its 229.
  @Benchmark
  public void passive() {
    talk.send(command);
    reply.overwrite(replyDigits, next());
    talk.send(reply);
  }

  /// One packet: PORT, over IPv6 EPRT.
  @Benchmark
  public void active() {
    active.overwrite(activeDigits, next());
    talk.send(active);
  }

  private byte[] next() {
    return digits[round++ % digits.length];
  }

  @TearDown
  public void check() {
    Checks.requireAllPassed(talk);
    Checks.require(expectations.created() == round, "not every announcement was found");
  }
}
