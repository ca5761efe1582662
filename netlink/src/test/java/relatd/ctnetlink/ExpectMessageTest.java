// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.netlink.NetlinkFlags.NLM_F_ACK;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Address;
import relatd.conntrack.Direction;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.TupleMask;
import relatd.netlink.Fixtures;

class ExpectMessageTest {
  private static final int NFQA_EXP = 15;
  private static final String NAT = "k6.12-exp-new-cthelper-nat-by-nfqueue.hex";

  private final ExpectMessage message = new ExpectMessage();

  @Test
  void readsWhatAHelperExpects() {
    message.wrap(Fixtures.message("k6.18-exp-new-ftp4-pasv.hex"));
    assertThat(message.event()).isEqualTo(EventType.NEW);
    assertThat(message.tuple().destinationPort()).isPositive();
    Expectation expectation = message.toExpectation();
    assertThat(expectation.mask()).isEqualTo(TupleMask.anyPort(Family.INET));
    assertThat(expectation.master().destinationPort()).isEqualTo(21);
    assertThat(expectation.helper()).isEqualTo("ftp");
    assertThat(expectation.function()).isEmpty();
    assertThat(expectation.nat()).isEmpty();
    assertThat(expectation.timeout()).isEqualTo(300);
  }

  @Test
  void readsTranslationAndFunction() {
    Expectation expectation = Sample.expectation(NAT);
    assertThat(expectation.function()).isEqualTo(Expectation.NAT_FOLLOW_MASTER);
    assertThat(expectation.nat())
        .contains(new Expectation.Nat(Direction.REPLY, Sample.end("10.99.1.2", 7008)));
  }

  @Test
  void readsIpv6AndItsEnd() {
    assertThat(Sample.expectation("k6.18-exp-new-ftp6-epsv.hex").mask().source())
        .isEqualTo(Address.allOnes(Family.INET6));
    message.wrap(Fixtures.message("k6.1-exp-destroy-ftp4-consumed.hex"));
    assertThat(message.event()).isEqualTo(EventType.DESTROY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib-exp-create.hex", "lib-exp-create-nat-fn-zone.hex"})
  void createsByteByByteAsTheCLibraryDoes(String file) {
    byte[] library = Fixtures.bytes(file);
    Expectation expectation = Sample.expectation(file);
    int sequence = Sample.message(library).sequence();
    byte[] ours =
        Sample.written(to ->
            new ExpectWriter(to).create(expectation, expectation.helper(), sequence, NLM_F_ACK));
    assertThat(ours).isEqualTo(library);
  }

  static List<byte[]> everyExpectation() {
    return Fixtures.names().stream()
        .filter(n -> !n.contains("gso"))
        .flatMap(n -> Sample.messages(n).stream())
        .filter(m -> Sample.isExpectation(Sample.message(m)))
        .toList();
  }

  @Test
  void theFixturesHoldManyExpectations() {
    assertThat(everyExpectation()).hasSize(24);
  }

  @ParameterizedTest
  @MethodSource("everyExpectation")
  void saysTheSameAfterBeingWritten(byte[] bytes) {
    Expectation expectation = message.wrap(Sample.message(bytes)).toExpectation();
    byte[] again =
        Sample.written(to -> new ExpectWriter(to).create(expectation, expectation.helper(), 1, 0));
    Expectation written = message.wrap(Sample.message(again)).toExpectation();
    // A request names no id: the kernel chooses it.
    assertThat(written.id()).isZero();
    assertThat(written.timeout()).isEqualTo(expectation.timeout());
    assertThat(written).usingRecursiveComparison().ignoringFields("id").isEqualTo(expectation);
  }

  @Test
  void createsExclusivelyAndNamesNoHelper() {
    Expectation expectation = Sample.expectation(NAT);
    String text = Sample.text(Sample.written(to -> new ExpectWriter(to).create(expectation, 1, 0)));
    assertThat(text).startsWith("type=0x0200 flags=0x601 ").doesNotContain("HELP_NAME");
    assertThat(text).contains("FN(11)", "NAT(10)", "DIR(1) len=8 00000001");
  }

  @Test
  void changesATimeoutWithoutCreating() {
    Expectation expectation = Sample.expectation(NAT);
    String text =
        Sample.text(
            Sample.written(to -> new ExpectWriter(to).updateTimeout(expectation, 17, 2, 0)));
    assertThat(text)
        .startsWith("type=0x0200 flags=0x1 ")
        .contains("  TUPLE(2)", "  MASK(3)", "  MASTER(1)", "  TIMEOUT(4) len=8 00000011")
        .doesNotContain("FN(11)", "NAT(10)");
  }

  @Test
  void goesWithAVerdictWithoutItsMaster() {
    Expectation expectation = Sample.expectation(NAT);
    String text =
        Sample.text(
            Sample.written(to -> {
              to.begin(0x0301, 1, 0, 0, 7);
              new ExpectWriter(to).putNest(NFQA_EXP, expectation, "");
              to.end();
            }));
    assertThat(text)
        .contains("EXP(15) NESTED", "    TUPLE(2) NESTED", "    MASK(3) NESTED", "    FN(11)")
        .doesNotContain("MASTER", "HELP_NAME", "TIMEOUT");
  }

  @Test
  void writesClassAndKnownFlagsOnly() {
    Expectation base = Sample.expectation("lib-exp-create.hex");
    Expectation odd =
        new Expectation(
            base.master(), base.tuple(), base.mask(), 0, 0, 0, 0xff, 2, Optional.empty(), "", "");
    String text = Sample.text(Sample.written(to -> new ExpectWriter(to).create(odd, 1, 0)));
    assertThat(text)
        .contains("FLAGS(8) len=8 00000007", "CLASS(9) len=8 00000002")
        .doesNotContain("TIMEOUT");
  }

  @Test
  void readsDeletesAndDumps() {
    Expectation some = Sample.expectation("lib-exp-create.hex");
    assertThat(text(w -> w.get(some.tuple(), 4, 1)))
        .startsWith("type=0x0201 flags=0x5 ")
        .contains("ZONE(7) len=6 0004");
    assertThat(text(w -> w.delete(some.tuple(), 0, OptionalInt.of(5), 1, 0)))
        .startsWith("type=0x0202 flags=0x1 ")
        .contains("ID(5) len=8 00000005");
    assertThat(text(w -> w.deleteOf("ftp", 1, 0))).contains("HELP_NAME(6) len=8 b'ftp\\x00'");
    assertThat(text(w -> w.flush(1, 0))).startsWith("type=0x0202 flags=0x1 seq=1 pid=0 len=20 ");
    assertThat(text(w -> w.dump(Optional.of(Family.INET6), 1)))
        .startsWith("type=0x0201 flags=0x301 ")
        .contains("family=10");
    assertThat(text(w -> w.dumpOf(some.master(), 0, 1))).contains("MASTER(1) NESTED");
    assertThat(text(w -> w.cpuStatistics(1))).startsWith("type=0x0203 flags=0x301 ");
  }

  private static String text(Consumer<ExpectWriter> writer) {
    return Sample.text(Sample.written(to -> writer.accept(new ExpectWriter(to))));
  }
}
