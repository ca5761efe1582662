// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.helper.dispatch.Expectations;
import relatd.helper.engine.AllocatedBytes;
import relatd.helper.engine.QueuedConversation;
import relatd.helper.engine.QueuedMessage;

/// What most packets of a control connection are costs no memory, from the netlink message to the
/// verdict; what announces a data connection may.
class FtpAllocationTest implements Expectations {
  private static final int EXCHANGES = 10_000;

  private int created;

  @ParameterizedTest
  @EnumSource(Family.class)
  void aLoginAllocatesNothing(Family family) {
    QueuedConversation talk = begin(family);
    QueuedMessage command = talk.says(Direction.ORIGINAL, "USER anonymous\r\n");
    QueuedMessage reply = talk.says(Direction.REPLY, "331 Password required\r\n");
    QueuedMessage acknowledgement = talk.acknowledges(Direction.ORIGINAL);

    long allocated =
        AllocatedBytes.least(() -> {
          for (int i = 0; i < EXCHANGES; i++) {
            talk.send(command);
            talk.send(reply);
            talk.send(acknowledgement);
          }
        });

    assertThat(allocated).as("bytes for %d packets", 3 * EXCHANGES).isZero();
    assertThat(talk.counter("inspected")).isGreaterThan(2 * EXCHANGES);
    assertThat(talk.counter("opaque")).isZero();
    assertThat(created).isZero();
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void anAnnouncementIsFoundInTheSameWay(Family family) {
    QueuedConversation talk = begin(family);
    boolean inet = family == Family.INET;
    String active = inet ? "PORT 192,0,2,1,200,100\r\n" : "EPRT |2|2001:db8::1|51300|\r\n";

    talk.send(talk.says(Direction.ORIGINAL, active));

    assertThat(created).isEqualTo(1);
    assertThat(talk.counter("expectations")).isEqualTo(1);
  }

  private QueuedConversation begin(Family family) {
    QueuedConversation talk =
        new QueuedConversation(
            QueuedConversation.toFtp(family), new FtpHelper(), this, System::nanoTime);
    talk.send(talk.says(Direction.REPLY, "220 ready\r\n"));
    return talk;
  }

  @Override
  public Grant create(Expectation expectation) {
    created++;
    return Grant.CREATED;
  }

  @Override
  public void refresh(Expectation expectation) {}

  @Override
  public void delete(Expectation expectation) {}
}
