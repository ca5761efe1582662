// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.netlink.NetworkDevice;

class MultiChannelTest {
  private static final int UP = 0x1;
  private static final int CARRIER = 0x40;

  private final List<String> log = new ArrayList<>();
  private final MemoryChannel far0 = MemoryChannel.pair(1472, 100);
  private final MemoryChannel far1 = MemoryChannel.pair(1400, 100);
  private final MemoryChannel far2 = MemoryChannel.pair(9000, 100);
  private final MultiChannel links =
      new MultiChannel(
          List.of(far0.peer(), far1.peer(), far2.peer()),
          List.of(device("eth0", UP | CARRIER), device("eth1", UP), device("eth2", UP | CARRIER)),
          0,
          new LinkListener() {
            @Override
            public void becameDedicated(String device) {
              log.add(device);
            }

            @Override
            public void noLinkLeft() {
              log.add("none");
            }
          },
          new ErrorQueue(1));

  private static NetworkDevice device(String name, int flags) {
    return new NetworkDevice(1, name, flags, 1500, false);
  }

  private int arrivedAt(MemoryChannel far) {
    return far.receive(100, 0, new Inbox());
  }

  @Test
  void datagramsFitEveryLink() {
    assertThat(links.limit()).isEqualTo(1400);
  }

  @Test
  void theCurrentLinkAloneIsWritten() {
    links.send(Packed.equal(0, 3, 20));
    assertThat(arrivedAt(far0)).isEqualTo(3);
    assertThat(arrivedAt(far1) + arrivedAt(far2)).isZero();
  }

  @Test
  void allLinksAreRead() {
    far0.send(Packed.equal(0, 1, 20));
    far2.send(Packed.equal(1, 1, 20));
    Inbox inbox = new Inbox();
    assertThat(links.receive(100, inbox)).isEqualTo(2);
    assertThat(inbox.links).containsExactly(0, 2);
  }

  @Test
  void aFailedLinkIsLeftForOneWithACarrier() {
    links.deviceChanged(device("eth0", UP));
    assertThat(links.current()).isEqualTo(2);
    links.send(Packed.equal(0, 3, 20));
    assertThat(arrivedAt(far2)).isEqualTo(3);
    assertThat(log).containsExactly("eth2");
  }

  @Test
  void aLinkThatIsDownIsLeftForOneThatMayGetACarrier() {
    links.deviceChanged(device("eth2", 0));
    links.deviceChanged(device("eth0", 0));
    assertThat(links.current()).isEqualTo(1);
    assertThat(log).containsExactly("eth1");
  }

  @Test
  void aLinkThatRecoversIsNotReturnedTo() {
    links.deviceChanged(device("eth0", 0));
    links.deviceChanged(device("eth0", UP | CARRIER));
    assertThat(links.current()).isEqualTo(2);
  }

  @Test
  void whenNoneIsLeftItIsToldOnceAndTheLastOneStays() {
    links.deviceChanged(device("eth1", 0));
    links.deviceChanged(device("eth2", 0));
    links.deviceChanged(device("eth0", 0));
    links.deviceChanged(device("eth0", 0));
    assertThat(log).containsExactly("none");
    assertThat(links.current()).isZero();
    links.deviceChanged(device("eth1", UP | CARRIER));
    assertThat(log).containsExactly("none", "eth1");
  }

  @Test
  void thePeersLinkIsFollowed() {
    links.follow(1);
    links.send(Packed.equal(0, 1, 20));
    assertThat(arrivedAt(far1)).isEqualTo(1);
  }

  @Test
  void aRemovedDeviceHasFailed() {
    links.deviceChanged(new NetworkDevice(1, "eth0", UP | CARRIER, 1500, true));
    assertThat(links.current()).isEqualTo(2);
    assertThat(links.status(0)).isEqualTo(LinkStatus.DOWN);
  }

  @Test
  void statisticsAreWordedAsConntrackdsAre() {
    links.send(Packed.equal(0, 2, 20));
    String numbers =
        "                  40 Bytes sent                    0 Bytes recv\n"
            + "                   2 Pckts sent                    0 Pckts recv\n"
            + "                   0 Error send                    0 Error recv\n\n";
    assertThat(links.summary()).isEqualTo("memory traffic (active device=eth0):\n" + numbers);
    assertThat(links.detail())
        .startsWith("memory traffic device=eth0 status=RUNNING role=ACTIVE:\n" + numbers)
        .contains("memory traffic device=eth1 status=NO-CARRIER role=BACKUP:\n");
  }
}
