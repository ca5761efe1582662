// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SctpState;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

class DumpPrinterTest {
  private static final Tuple TCP = ports("10.1.0.2", "10.2.0.2", Protocol.TCP, 1000, 80);

  private final Images images = new Images();

  @AfterEach
  void close() {
    images.close();
  }

  private static Tuple ports(String from, String to, int protocol, int source, int destination) {
    return new Tuple(
        Address.of(from), Address.of(to), protocol, new Layer4.Ports(source, destination));
  }

  private static ConntrackBuilder tcp() {
    return Conntrack.of(TCP, TCP.inverse()).status(Status.SEEN_REPLY);
  }

  @Test
  void theReplyTupleComesFromTheTranslation() {
    int done = Status.SEEN_REPLY | Status.SRC_NAT_DONE | Status.DST_NAT_DONE;
    Tuple reply = ports("192.168.0.9", "198.51.100.1", Protocol.TCP, 8080, 20_004);
    images.add(Conntrack.of(TCP, reply).status(done).build());
    assertThat(images.conntracks(DumpFormat.TEXT, true))
        .isEqualTo(
            "tcp      6 src=10.1.0.2 dst=10.2.0.2 sport=1000 dport=80 src=192.168.0.9"
                + " dst=198.51.100.1 sport=8080 dport=20004 [active since 0s]\n");
  }

  @Test
  void soItDoesForIpv6() {
    Tuple tuple = ports("fd01::2", "fd02::2", Protocol.UDP, 5, 6);
    Tuple reply = ports("fd03::1", "fd04::1", Protocol.UDP, 6, 5);
    int done = Status.SEEN_REPLY | Status.SRC_NAT_DONE | Status.DST_NAT_DONE;
    images.add(Conntrack.of(tuple, reply).status(done).build());
    assertThat(images.conntracks(DumpFormat.TEXT, true))
        .contains("src=fd03::1 dst=fd04::1 sport=6 dport=5 ");
  }

  @Test
  void translatedPingsKeepTypeCodeAndIdentifier() {
    Tuple ping =
        new Tuple(
            Address.of("10.1.0.2"),
            Address.of("10.2.0.2"),
            Protocol.ICMP,
            new Layer4.Icmp(777, 8, 0));
    Tuple reply =
        new Tuple(
            Address.of("10.2.0.2"),
            Address.of("198.51.100.1"),
            Protocol.ICMP,
            new Layer4.Icmp(777, 0, 0));
    images.add(Conntrack.of(ping, reply).status(Status.SEEN_REPLY | Status.SRC_NAT_DONE).build());
    assertThat(images.conntracks(DumpFormat.TEXT, true))
        .isEqualTo(
            "icmp     1 src=10.1.0.2 dst=10.2.0.2 type=8 code=0 id=777"
                + " src=10.2.0.2 dst=198.51.100.1 type=0 code=0 id=777 [active since 0s]\n");
  }

  @Test
  void numbersAreUnsigned() {
    images.add(tcp().mark(-1).zone(0xffff).build());
    assertThat(images.conntracks(DumpFormat.TEXT, false))
        .contains(" mark=4294967295 zone=65535 ")
        .hasLineCount(1);
    images.clock.addAndGet(Integer.MAX_VALUE);
    assertThat(images.conntracks(DumpFormat.TEXT, false)).endsWith("[active since 2147483647s]\n");
  }

  @Test
  void offloadedConnectionsAreNotShownAsAssured() {
    images.add(tcp().status(Status.SEEN_REPLY | Status.ASSURED | Status.OFFLOAD).build());
    assertThat(images.conntracks(DumpFormat.TEXT, false))
        .contains("dport=80 [OFFLOAD] [active since");
  }

  @Test
  void xmlHasSctpsOwnStates() {
    Tuple tuple = ports("10.1.0.2", "10.2.0.2", Protocol.SCTP, 1000, 80);
    ProtocolInfo.Sctp info =
        new ProtocolInfo.Sctp(
            SctpState.of("ESTABLISHED").orElseThrow(), OptionalInt.of(1), OptionalInt.of(2));
    images.add(Conntrack.of(tuple, tuple.inverse()).status(0).protocolInfo(info).build());
    assertThat(images.conntracks(DumpFormat.XML, true))
        .contains(
            "<meta direction=\"independent\"><state>ESTABLISHED</state><unreplied/></meta></flow>");
  }

  @Test
  void namesOfAPeersChoiceCannotLeaveTheirPlace() {
    images.add(tcp().helper(new AttachedHelper("a\n<b>&\"\\\u001b")).build());
    assertThat(images.conntracks(DumpFormat.TEXT, false)).contains("helper=a?<b>&\"\\? ");
    assertThat(images.conntracks(DumpFormat.XML, false))
        .contains("<helper>a?&lt;b&gt;&amp;\"\\?</helper>");
    assertThat(images.conntracks(DumpFormat.JSON, false))
        .contains("\"helper\":\"a?<b>&\\\"\\\\?\"");
  }

  @Test
  void jsonOfAConntrack() {
    images.cache.extra(
        images.add(
            tcp()
                .protocolInfo(new ProtocolInfo.Tcp(3))
                .status(Status.SEEN_REPLY | Status.ASSURED)
                .mark(0)
                .zone(7)
                .master(ports("10.1.0.2", "10.2.0.2", Protocol.TCP, 42_000, 21))
                .labels(Labels.of(1, 33, 127))
                .helper(new AttachedHelper("ftp"))
                .build()),
        -1);
    assertThat(images.conntracks(DumpFormat.JSON, true))
        .isEqualTo(
            """
            {"v":1,"type":"conntrack","family":"ipv4","protocol":"tcp","protonum":6,"state":"ESTABLISHED",\
            "original":{"src":"10.1.0.2","dst":"10.2.0.2","sport":1000,"dport":80},\
            "reply":{"src":"10.2.0.2","dst":"10.1.0.2","sport":80,"dport":1000},\
            "master":{"src":"10.1.0.2","dst":"10.2.0.2","sport":42000,"dport":21,"protonum":6},\
            "status":["SEEN_REPLY","ASSURED"],"mark":0,"zone":7,"labels":[{"bit":1},{"bit":33},{"bit":127}],"helper":"ftp","id":4294967295,\
            "cache":"internal","active":0}
            """);
  }

  @Test
  void jsonOfAProtocolWithoutName() {
    Tuple tuple = new Tuple(Address.of("::1"), Address.of("fd00::1:0:0:1"), 50, Layer4.NONE);
    images.add(Conntrack.of(tuple, tuple.inverse()).build());
    assertThat(images.conntracks(DumpFormat.JSON, false))
        .isEqualTo(
            "{\"v\":1,\"type\":\"conntrack\",\"family\":\"ipv6\",\"protocol\":\"unknown\","
                + "\"protonum\":50,\"original\":{\"src\":\"::1\",\"dst\":\"fd00::1:0:0:1\"},"
                + "\"reply\":{\"src\":\"fd00::1:0:0:1\",\"dst\":\"::1\"},"
                + "\"status\":[],\"cache\":\"external\",\"active\":0}\n");
  }

  @Test
  void jsonOfAnExpectation() {
    Endpoint saved = new Endpoint(Address.of("10.9.9.9"), 5000);
    images.add(
        new Expectation(
            ports("10.1.0.2", "10.2.0.2", Protocol.TCP, 42_000, 21),
            ports("10.2.0.2", "198.51.100.1", Protocol.TCP, 0, 6000),
            new TupleMask(Address.allOnes(Family.INET), 0),
            0,
            300,
            0,
            Expectation.PERMANENT | Expectation.USERSPACE,
            1,
            Optional.of(new Expectation.Nat(Direction.REPLY, saved)),
            "ftp",
            Expectation.NAT_FOLLOW_MASTER));
    assertThat(images.expectations(DumpFormat.JSON, true))
        .isEqualTo(
            """
            {"v":1,"type":"expectation","family":"ipv4","protocol":"tcp","protonum":6,\
            "expected":{"src":"10.2.0.2","dst":"198.51.100.1","sport":0,"dport":6000},\
            "mask":{"src":"255.255.255.255","dst":"255.255.255.255","sport":0,"dport":65535},\
            "master":{"src":"10.1.0.2","dst":"10.2.0.2","sport":42000,"dport":21,"protonum":6},\
            "class":1,"helper":"ftp","function":"nat-follow-master","flags":["PERMANENT","USERSPACE"],\
            "nat":{"direction":"reply","addr":"10.9.9.9","port":5000},"cache":"internal","active":0}
            """);
    assertThat(images.expectations(DumpFormat.TEXT, true))
        .contains("sport=42000 dport=21 PERMANENT,USERSPACE class=1 helper=ftp [active");
    assertThat(images.expectations(DumpFormat.XML, true))
        .contains("<class>1</class><permanent/><userspace/></meta></flow>");
  }

  @Test
  void theDeadAreNotShown() {
    images.cache.markDead(images.add(tcp().build()));
    assertThat(images.conntracks(DumpFormat.TEXT, true)).isEmpty();
  }

  @Test
  void aSmallBufferShowsTheSame() {
    for (int port = 1; port <= 500; port++) {
      Tuple tuple = ports("10.1.0.2", "10.2.0.2", Protocol.UDP, port, 53);
      images.add(Conntrack.of(tuple, tuple.inverse()).build());
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment small = arena.allocate(DumpPrinter.LONGEST_LINE);
      DumpOptions options = new DumpOptions(DumpFormat.XML, true, images.clock::get);
      String text = images.text(DumpPrinter.ofConntracks(images.cache, options, small), small);
      assertThat(text).isEqualTo(images.conntracks(DumpFormat.XML, true)).hasLineCount(500);
      assertThatThrownBy(() -> DumpPrinter.ofConntracks(images.cache, options, small.asSlice(1)))
          .hasMessage("a dump needs at least 4096 bytes");
    }
  }
}
