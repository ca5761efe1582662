// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What an administrator can ask of either node, and what the other node makes of it.
@Tag("kernel")
@ExtendWith(Control.class)
final class SyncRequestsTest {
  private static final int ENTRIES = 500;

  static Stream<Arguments> pairs() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP).withModeOptions("PurgeTimeout 1"),
        SyncConf.of(NOTRACK, UDP).withModeOptions("PurgeTimeout 1"));
  }

  static Stream<Arguments> acknowledging() {
    return SyncPairs.withOurs(SyncConf.of(FTFW, UDP));
  }

  private record Pair(PairLab lab, Traffic traffic, SyncNode one, SyncNode other) {}

  private interface Act {
    void on(Pair pair);
  }

  /// Plays an act on two nodes that know the same.
  private static void play(SyncProgram primary, SyncProgram backup, SyncConf conf, Act act) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Traffic traffic = Traffic.prepare(lab);
      traffic.injectMany(1, 1024, ENTRIES);
      SyncPairs.awaitEqual(lab, one, other, ENTRIES);
      act.on(new Pair(lab, traffic, one, other));
    }
  }

  private static void awaitExternal(Pair pair, int entries) {
    Await.until(
        "the backup knows %d entries".formatted(entries),
        () -> pair.other.external().size() == entries,
        pair.lab.ground()::logs);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void aBulkSendFillsAFlushedCache(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          pair.other.ask("-f", "external");
          awaitExternal(pair, 0);
          pair.one.ask("-B");
          SyncPairs.awaitEqual(pair.lab, pair.one, pair.other, ENTRIES);
        });
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void aBackupThatStartsAnewAsksForEverything(
      SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          pair.other.stop();
          pair.other.start();
          pair.other.ask("-n");
          SyncPairs.awaitEqual(pair.lab, pair.one, pair.other, ENTRIES);
        });
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void aPrimaryThatStartsAnewSendsWhatItsKernelHas(
      SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          pair.other.ask("-f", "external");
          pair.one.kill();
          pair.one.start();
          assertThat(pair.one.internal()).hasSize(ENTRIES);
          pair.one.ask("-B");
          SyncPairs.awaitEqual(pair.lab, pair.one, pair.other, ENTRIES);
        });
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void theInternalCacheIsReadAgain(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          pair.one.ask("-f", "internal");
          Await.until("it is empty", () -> pair.one.internal().isEmpty());
          pair.one.ask("-R");
          Await.until("it is full", () -> pair.one.internal().size() == ENTRIES);
        });
  }

  /// The backup's own entries go, and the primary hears nothing of it.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void anUnusedTableIsFlushedAfterAWhile(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          pair.other.ask("-c");
          assertThat(pair.other.kernel()).hasSize(ENTRIES);
          pair.other.ask("-t");
          Await.until("the kernel's table is empty", () -> pair.other.kernel().isEmpty());
          assertThat(pair.one.kernel()).hasSize(ENTRIES);
        });
  }

  /// What the flush itself did is not told; so the peer keeps what it knows.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void aFlushOfTheKernelIsNotSent(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          pair.one.ask("-F");
          Await.until("the kernel's table is empty", () -> pair.one.kernel().isEmpty());
          Await.until("the cache is empty", () -> pair.one.internal().isEmpty());
          assertThat(pair.other.external()).hasSize(ENTRIES);
        });
  }

  /// The link gets bad when the nodes have greeted each other: what is lost of the greetings the
  /// original does not repair. The rest one of ours sees to, whichever side it is on.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("acknowledging")
  void nothingStaysUnequalOnALossyLink(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          awaitGreetings(pair);
          pair.lab.lose(0.2);
          pair.traffic.injectMany(1, 1024 + ENTRIES, ENTRIES);
          SyncPairs.awaitEqual(pair.lab, pair.one, pair.other, 2 * ENTRIES);
        });
  }

  /// A HELLO makes the original forget what it sent and has no acknowledgement for, and the first
  /// one comes half a second after the start. Three datagrams of the backup: greetings are over.
  private static void awaitGreetings(Pair pair) {
    Await.until(
        "the nodes have greeted each other",
        () -> pair.one.received() >= 3,
        pair.lab.ground()::logs);
  }

  static Stream<Arguments> toOurs() {
    return SyncPairs.withOurs(SyncConf.of(FTFW, UDP))
        .filter(arguments -> arguments.get()[1] == SyncProgram.RELATD);
  }

  /// An entry gets lost, then the backup's NACK, then what the primary says of that NACK.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("toOurs")
  void aLostNackIsNoLostEntry(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    play(
        primary,
        backup,
        conf,
        pair -> {
          awaitGreetings(pair);
          pair.lab.firewall(1).feed(losing(FIRST_NACKS), "nft", "-f", "-");
          pair.lab.firewall(2).feed(losing(FIRST_ENTRY + FIRST_NACKS), "nft", "-f", "-");
          pair.traffic.injectMany(1, 1024 + ENTRIES, 1);
          SyncPairs.awaitEqual(pair.lab, pair.one, pair.other, ENTRIES + 1);
        });
  }

  /// Type and flags lead a message, behind 8 bytes of UDP: CT_NEW is 10.
  private static final String FIRST_ENTRY = "@th,64,8 0x10 numgen inc mod 1000000 0 drop\n";

  /// A NACK is alone, or behind an ACK of 16 bytes.
  private static final String FIRST_NACKS =
      """
      @th,64,8 0x1a @th,72,8 & 0x04 == 0x04 numgen inc mod 1000000 0 drop
      @th,192,8 0x1a @th,200,8 & 0x04 == 0x04 numgen inc mod 1000000 0 drop
      """;

  private static String losing(String messages) {
    String rules = messages.replaceAll("(?m)^(?=@)", "iifname sync0 meta l4proto udp ");
    return "table ip lossy {\nchain in {\ntype filter hook input priority 0\n%s}\n}\n"
        .formatted(rules);
  }
}
