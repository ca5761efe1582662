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

/// A queued packet in which nothing is found: netlink message to verdict in its batch. (Not final:
/// JMH extends it.)
@State(Scope.Thread)
public class PlainPacket {
  @Param public Family family;

  private QueuedConversation talk;
  private QueuedMessage acknowledgement;
  private QueuedMessage command;
  private QueuedMessage reply;

  public PlainPacket() {}

  @Setup
  public void begin() {
    talk = Talks.begin(QueuedConversation.toFtp(family), new OneExpected(), System::nanoTime);
    acknowledgement = talk.acknowledges(Direction.ORIGINAL);
    command = talk.says(Direction.ORIGINAL, "USER anonymous\r\n");
    reply = talk.says(Direction.REPLY, "331 Password required\r\n");
  }

  @Benchmark
  public void acknowledgement() {
    talk.send(acknowledgement);
  }

  @Benchmark
  public void command() {
    talk.send(command);
  }

  @Benchmark
  public void reply() {
    talk.send(reply);
  }

  /// A benchmark of packets that took another way would be worth nothing.
  @TearDown
  public void check() {
    Checks.requireAllPassed(talk);
  }
}
