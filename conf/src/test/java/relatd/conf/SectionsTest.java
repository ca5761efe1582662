// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Values, defaults and quirks of General, Sync, Stats and Filter.
class SectionsTest {

  private static General general(String inside) {
    return TestMachine.accepted("General { " + inside + " }").general();
  }

  private static Sync sync(String inside) {
    return TestMachine.accepted("Sync { " + inside + " }").sync().orElseThrow();
  }

  @Test
  void anEmptyFileHasTheDefaults() {
    General general = TestMachine.accepted("").general();
    assertThat(general.hashSize()).isEqualTo(65536);
    assertThat(general.hashLimit()).isEqualTo(262144);
    assertThat(general.lockFile()).isEqualTo("/var/lock/conntrackd.lock");
    assertThat(general.logFile()).isEmpty();
    assertThat(general.syslog()).isEmpty();
    assertThat(general.systemd()).isTrue();
    assertThat(general.scheduler()).isEqualTo(new Scheduler(Scheduler.Type.RR, 99));
    assertThat(general.netlinkBuffer()).isEqualTo(new NetlinkBuffer(0, 0, 30, false, 100));
    assertThat(general.filter().isEmpty()).isTrue();
  }

  @Test
  void zeroMeansTheDefault() {
    assertThat(general("HashSize 0").hashSize()).isEqualTo(65536);
    assertThat(general("EventIterationLimit 0").netlinkBuffer().eventsPerTurn()).isEqualTo(100);
    assertThat(general("NetlinkOverrunResync 0").netlinkBuffer().overrunResync()).isEqualTo(30);
    assertThat(sync("PurgeTimeout 0 ").purgeTimeout()).isEqualTo(60);
  }

  @Test
  void overrunResyncCanBeSwitchedOff() {
    assertThat(general("NetlinkOverrunResync off").netlinkBuffer().overrunResync()).isZero();
    assertThat(general("NetlinkOverrunResync on").netlinkBuffer().overrunResync()).isEqualTo(30);
    assertThat(general("NetlinkOverrunResync 5").netlinkBuffer().overrunResync()).isEqualTo(5);
  }

  @Test
  void theLastValueOfRepeatedSectionsCounts() {
    assertThat(TestMachine.accepted("General { HashSize 1 } General { HashSize 2 }").general())
        .extracting(General::hashSize)
        .isEqualTo(2);
  }

  @Test
  void aNetlinkBufferNeedsRoomToGrow() {
    assertThat(general("SocketBufferSize 9").netlinkBuffer().effectiveSize()).isZero();
    assertThat(
            general("SocketBufferSize 9 SocketBufferSizeMaxGrown 9")
                .netlinkBuffer()
                .effectiveSize())
        .isEqualTo(9);
  }

  @Test
  void aTypeWithoutPriorityHasPriorityZero() {
    assertThat(general("Scheduler { Type fifo }").scheduler())
        .isEqualTo(new Scheduler(Scheduler.Type.FIFO, 0));
    assertThat(general("Scheduler { Priority 4 }").scheduler()).isEqualTo(Scheduler.DEFAULT);
  }

  @Test
  void ftFwGoesBeforeAlarmBeforeNotrack() {
    assertThat(sync("Mode NOTRACK { } Mode ALARM { RefreshTime 7 }").mode())
        .isEqualTo(new SyncMode.Alarm(7, 180));
    assertThat(sync("Mode ALARM { } Mode FTFW { } Mode NOTRACK { }").mode())
        .isEqualTo(SyncMode.FtFw.DEFAULT);
    assertThat(sync("").modeGiven()).isFalse();
    assertThat(sync("").mode()).isEqualTo(SyncMode.FtFw.DEFAULT);
  }

  @Test
  void timeoutsMayStandInSync() {
    Sync sync = sync("CommitTimeout 180 PurgeTimeout 5 RefreshTime 15 Mode ALARM { }");
    assertThat(sync.commitTimeout()).isEqualTo(OptionalInt.of(180));
    assertThat(sync.purgeTimeout()).isEqualTo(5);
    assertThat(sync.mode()).isEqualTo(new SyncMode.Alarm(15, 180));
  }

  @Test
  void commitTimeoutGivesWayToADisabledExternalCache() {
    assertThat(sync("Mode FTFW { CommitTimeout 3 DisableExternalCache on }").commitTimeout())
        .isEmpty();
  }

  @Test
  void interfaceBeforeTheIpv6GroupIsUsedAllTheSame() {
    Sync sync = sync("Multicast { Interface sync0 IPv6_address ff02::50 Group 3780 }");
    assertThat(sync.links().getFirst().networkInterface()).contains("sync0");
  }

  @Test
  void theFirstFamilyOfAMulticastLinkStays() throws Exception {
    Link link =
        sync("Multicast { IPv4_address 225.0.0.50 IPv6_address ff02::50 }").links().getFirst();
    assertThat(((Link.Multicast) link).group()).contains(InetAddress.getByName("225.0.0.50"));
  }

  @Test
  void theLinkMarkedDefaultIsFirst() {
    assertThat(sync("UDP { Port 1 } UDP Default { Port 2 }").firstLink()).isEqualTo(1);
    assertThat(sync("UDP { Port 1 } UDP { Port 2 }").firstLink()).isZero();
    assertThat(sync("").firstLink()).isEqualTo(-1);
  }

  @Test
  void aFifthEmptyLinkIsRefused() {
    assertThat(TestMachine.parse("Sync { " + "UDP { } ".repeat(5) + " }").accepted()).isFalse();
  }

  @Test
  void expectationSyncTakesPrefixesInAnyCase() {
    var list = sync("Options { ExpectationSync { SIP ftp ftp } }").expectations();
    assertThat(list).isEqualTo(new ExpectationSync.Only(List.of("SIP", "ftp")));
    assertThat(list.covers("sip-5061")).isTrue();
    assertThat(list.covers("tns")).isFalse();
    assertThat(sync("Options { ExpectationSync on }").expectations().covers("tns")).isTrue();
    assertThat(sync("").expectations().covers("tns")).isFalse();
  }

  @Test
  void portsAreCutTo16Bits() {
    assertThat(sync("UDP { Port 70000 }").links().getFirst().port()).isEqualTo(4464);
  }

  @Test
  void octalPartsOfIpv4AreOctal() throws Exception {
    Link link = sync("UDP { IPv4_address 010.0.0.1 }").links().getFirst();
    assertThat(((Link.Udp) link).local()).contains(InetAddress.getByName("8.0.0.1"));
  }

  @Test
  void filterRulesAddUpAndTheLastPolicyCounts() {
    Filter filter =
        general(
                "Filter From Kernelspace { Protocol Accept { TCP } Protocol Ignore { ICMP }"
                    + " Address Ignore { IPv4_address 10.1.2.3/8 IPv6_address ::1 }"
                    + " State Accept { ESTABLISHED CLOSED for TCP LISTEN for TCP } }")
            .filter();
    assertThat(filter.inKernel()).isTrue();
    assertThat(filter.protocols().orElseThrow())
        .isEqualTo(
            new Filter.Rule<>(
                false, List.of(new Filter.Protocol("TCP", 6), new Filter.Protocol("ICMP", 1))));
    assertThat(filter.addresses().orElseThrow().members())
        .extracting(Network::text)
        .containsExactly("10.0.0.0/8", "0:0:0:0:0:0:0:1");
    assertThat(filter.tcpStates().orElseThrow().members())
        .extracting(Filter.TcpState::number)
        .containsExactly(3, 8, 9);
  }

  @Test
  void statsFacilityIsGeneralsAffair() {
    Config config = TestMachine.accepted("Stats { Syslog local4 LogFile on }");
    assertThat(config.stats())
        .contains(new Stats(java.util.Optional.of("/var/log/conntrackd-stats.log"), true));
    assertThat(config.general().syslog()).isEmpty();
  }
}
