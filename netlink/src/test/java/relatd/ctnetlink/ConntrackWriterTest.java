// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static relatd.netlink.NetlinkFlags.NLM_F_ACK;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.NatRange;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.Status;
import relatd.conntrack.TcpState;
import relatd.conntrack.Tuple;
import relatd.netlink.Fixtures;

class ConntrackWriterTest {
  private static final Tuple ORIGINAL =
      Tuple.tcp(Sample.end("10.0.0.1", 1234), Sample.end("10.0.0.2", 21));

  private static Conntrack created(Conntrack entry, TakeOver takeOver) {
    byte[] bytes = Sample.written(to -> new ConntrackWriter(to).create(entry, takeOver, 1, 0));
    return new ConntrackMessage().wrap(Sample.message(bytes)).toConntrack();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lib-ct-create-tcp4.hex", "lib-ct-create-tcp4-nat-helper-zone-seqadj.hex"})
  void createsByteByByteAsTheCLibraryDoes(String file) {
    byte[] library = Fixtures.bytes(file);
    Conntrack entry = Sample.conntrack(file);
    int sequence = Sample.message(library).sequence();
    byte[] ours =
        Sample.written(
            to -> new ConntrackWriter(to).create(entry, TakeOver.STRICT, sequence, NLM_F_ACK));
    assertThat(ours).isEqualTo(library);
  }

  @Test
  void dumpsByteByByteAsTheCLibraryDoes() {
    byte[] ours =
        Sample.written(to ->
            new ConntrackWriter(to).dump(ConntrackFilter.of(Family.INET).withMark(5, 0xff), 6));
    assertThat(ours).isEqualTo(Fixtures.bytes("lib-ct-dump-filter-mark-l3.hex"));
  }

  @Test
  void neverAsksForWhatTheKernelRefuses() {
    Conntrack entry = Conntrack.of(ORIGINAL, ORIGINAL.inverse()).status(0xffff).timeout(9).build();
    assertThat(created(entry, TakeOver.STRICT).status())
        .hasValue(Status.CONFIRMED | Status.SEEN_REPLY | Status.ASSURED | Status.FIXED_TIMEOUT);
  }

  @Test
  void confirmsWhatHasNoStatus() {
    Conntrack entry = Conntrack.of(ORIGINAL, ORIGINAL.inverse()).timeout(9).build();
    assertThat(created(entry, TakeOver.STRICT).status()).hasValue(Status.CONFIRMED);
  }

  @Test
  void needsATimeoutToCreate() {
    Conntrack entry = Conntrack.of(ORIGINAL, ORIGINAL.inverse()).build();
    assertThatThrownBy(() -> created(entry, TakeOver.STRICT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeout");
  }

  @Test
  void sendsASourceTranslationAsRangeBesideAPlainReply() {
    Conntrack entry = Sample.conntrack("k6.12-ct-get-reply-tcp4-snat-helper-seqadj.hex");
    Conntrack request = created(entry, TakeOver.STRICT);
    assertThat(request.reply()).isEqualTo(entry.original().inverse());
    assertThat(request.sourceNat())
        .contains(NatRange.of(entry.reply().destination(), entry.reply().destinationPort()));
    assertThat(request.destinationNat()).isEmpty();
    assertThat(request.originalAdjustment()).isEqualTo(entry.originalAdjustment());
    assertThat(request.helper()).isEqualTo(entry.helper());
  }

  @Test
  void sendsADestinationTranslationAsRangeBesideAPlainReply() {
    Conntrack entry =
        Sample.conntrack("k6.18-ct-new-tcp4-dnat.hex").toBuilder().timeout(60).build();
    Conntrack request = created(entry, TakeOver.STRICT);
    assertThat(request.reply()).isEqualTo(entry.original().inverse());
    assertThat(request.sourceNat()).isEmpty();
    assertThat(request.destinationNat()).contains(NatRange.of(Address.of("10.99.2.2"), 5004));
  }

  @Test
  void translatesAnEchoByItsIdentifier() {
    Tuple echo =
        new Tuple(Address.of("10.0.0.1"), Address.of("192.0.2.9"), 1, new Layer4.Icmp(7, 8, 0));
    Tuple answer =
        new Tuple(Address.of("192.0.2.9"), Address.of("192.0.2.1"), 1, new Layer4.Icmp(1007, 0, 0));
    Conntrack entry = Conntrack.of(echo, answer).status(Status.SRC_NAT).timeout(30).build();
    Conntrack request = created(entry, TakeOver.STRICT);
    assertThat(request.sourceNat()).contains(NatRange.of(Address.of("192.0.2.1"), 1007));
    assertThat(request.reply()).isEqualTo(echo.inverse());
  }

  @Test
  void keepsSequenceAdjustmentsForTranslatedConnections() {
    Conntrack entry =
        Conntrack.of(ORIGINAL, ORIGINAL.inverse())
            .timeout(9)
            .originalAdjustment(new SequenceAdjustment(1, 2, 3))
            .build();
    assertThat(created(entry, TakeOver.STRICT).originalAdjustment()).isEmpty();
  }

  @Test
  void marksATakenOverConnectionLiberalInBothDirections() {
    Conntrack entry =
        Conntrack.of(ORIGINAL, ORIGINAL.inverse())
            .timeout(9)
            .protocolInfo(new ProtocolInfo.Tcp(TcpState.ESTABLISHED))
            .build();
    ProtocolInfo.Flags liberal = new ProtocolInfo.Flags(8, 8);
    assertThat(created(entry, TakeOver.LIBERAL).protocolInfo())
        .contains(
            new ProtocolInfo.Tcp(
                TcpState.ESTABLISHED,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(liberal),
                Optional.of(liberal)));
  }

  @Test
  void coversTheKernelsFlagsWithAMask() {
    Conntrack entry = Sample.conntrack("k6.18-ct-get-reply-tcp4.hex");
    ProtocolInfo.Tcp known = (ProtocolInfo.Tcp) entry.protocolInfo().orElseThrow();
    ProtocolInfo.Tcp sent =
        (ProtocolInfo.Tcp) created(entry, TakeOver.STRICT).protocolInfo().orElseThrow();
    int flags = known.originalFlags().orElseThrow().flags();
    assertThat(known.originalFlags().orElseThrow().mask()).isZero();
    assertThat(sent.originalFlags()).contains(new ProtocolInfo.Flags(flags, flags));
    assertThat(sent.originalScale()).isEqualTo(known.originalScale());
  }

  @Test
  void leavesOutTheStateOfSctpWithoutTags() {
    Conntrack entry =
        Conntrack.of(ORIGINAL, ORIGINAL.inverse())
            .timeout(9)
            .protocolInfo(new ProtocolInfo.Sctp(4, OptionalInt.empty(), OptionalInt.empty()))
            .build();
    assertThat(created(entry, TakeOver.STRICT).protocolInfo()).isEmpty();
  }

  @Test
  void updatesWithoutTranslationMasterOrExclusion() {
    Conntrack entry = Sample.conntrack("lib-ct-create-tcp4-nat-helper-zone-seqadj.hex");
    String text =
        Sample.text(
            Sample.written(to ->
                new ConntrackWriter(to)
                    .update(
                        entry.toBuilder().master(ORIGINAL).labels(Labels.of(3)).build(),
                        TakeOver.STRICT,
                        Optional.of(Labels.of(3, 4)),
                        3,
                        0)));
    assertThat(text)
        .startsWith("type=0x0100 flags=0x1 seq=3 ")
        .contains("TUPLE_ORIG", "ZONE(18)", "HELP(5)", "TIMEOUT", "STATUS", "PROTOINFO", "MARK(8)")
        .contains("LABELS(22) len=20 08000000000000000000000000000000")
        .contains("LABELS_MASK(23) len=20 18000000000000000000000000000000")
        .doesNotContain("NAT_SRC", "NAT_DST", "TUPLE_MASTER");
  }

  @Test
  void storesPrivateDataUnderTheHelpersName() {
    AttachedHelper helper = new AttachedHelper("ftp", new byte[] {1, 2, 3, 4});
    String text =
        Sample.text(
            Sample.written(to ->
                new ConntrackWriter(to).updateHelper(ORIGINAL, OptionalInt.of(9), helper, 3, 0)));
    assertThat(text)
        .contains("ZONE(18) len=6 0009", "NAME(1) len=8 b'ftp\\x00'", "INFO(2) len=8 01020304");
  }

  @Test
  void readsAndDeletesOne() {
    assertThat(
            List.of(
                request(w -> w.get(ORIGINAL, OptionalInt.of(2), 1)),
                request(w -> w.getByReply(ORIGINAL.inverse(), OptionalInt.empty(), 1)),
                request(w -> w.delete(ORIGINAL, OptionalInt.empty(), OptionalInt.of(5), 1, 0))))
        .containsExactly(
            "type=0x0101 flags=0x5: TUPLE_ORIG ZONE",
            "type=0x0101 flags=0x5: TUPLE_REPLY",
            "type=0x0102 flags=0x1: TUPLE_ORIG ID");
  }

  @Test
  void asksForWholeTables() {
    ConntrackFilter filter = ConntrackFilter.ALL.withStatus(0, 4).withZone(3);
    assertThat(
            List.of(
                request(w -> w.dump(ConntrackFilter.ALL, 1)),
                request(w -> w.dump(filter, 1)),
                request(w -> w.dumpAndResetCounters(ConntrackFilter.ALL, 1)),
                request(w -> w.dumpDying(1)),
                request(w -> w.dumpUnconfirmed(1)),
                request(w -> w.flush(ConntrackFilter.ALL, 1, 0)),
                request(w -> w.statistics(1)),
                request(w -> w.cpuStatistics(1))))
        .containsExactly(
            "type=0x0101 flags=0x301:",
            "type=0x0101 flags=0x301: STATUS STATUS_MASK ZONE",
            "type=0x0103 flags=0x301:",
            "type=0x0106 flags=0x301:",
            "type=0x0107 flags=0x301:",
            "type=0x0102 flags=0x1:",
            "type=0x0105 flags=0x5:",
            "type=0x0104 flags=0x301:");
  }

  @Test
  void flushesOneFamilyByTheVersionThatHonoursIt() {
    byte[] bytes =
        Sample.written(to -> new ConntrackWriter(to).flush(ConntrackFilter.of(Family.INET6), 1, 0));
    assertThat(Sample.text(bytes)).contains("family=10 ver=1");
  }

  private static String request(Consumer<ConntrackWriter> writer) {
    String text = Sample.text(Sample.written(to -> writer.accept(new ConntrackWriter(to))));
    StringBuilder summary = new StringBuilder(text.substring(0, text.indexOf(" seq="))).append(':');
    text.lines()
        .filter(line -> line.matches("  [A-Z].*"))
        .forEach(line -> summary.append(' ').append(line.strip().replaceAll("\\(.*", "")));
    return summary.toString();
  }
}
