// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.MULTICAST;
import static relatd.kernel.SyncConf.Transport.TCP;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Nodes that do without one of their caches, and what a node asks for when it starts.
@Tag("kernel")
@ExtendWith(Control.class)
final class SyncCachesTest {
  private static final int ENTRIES = 50;

  static Stream<Arguments> withoutExternal() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP).withModeOptions("DisableExternalCache on"),
        SyncConf.of(NOTRACK, MULTICAST).withModeOptions("DisableExternalCache on"),
        SyncConf.of(NOTRACK, TCP)
            .withModeOptions("DisableInternalCache on", "DisableExternalCache on"));
  }

  static Stream<Arguments> withoutInternal() {
    return SyncPairs.with(SyncConf.of(NOTRACK, UDP).withModeOptions("DisableInternalCache on"));
  }

  static Stream<Arguments> startupResync() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP).withModeOptions("StartupResync on"),
        SyncConf.of(NOTRACK, UDP).withModeOptions("StartupResync on"));
  }

  /// What the primary's kernel has, the backup's has at once; and what ends there ends here.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("withoutExternal")
  void statesGoStraightIntoTheKernel(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Traffic traffic = Traffic.prepare(lab);
      traffic.injectMany(1, 1024, ENTRIES);
      Background flows = traffic.hold(traffic.everyKind());
      traffic.inject(1);
      awaitSameKernel(lab, one, other, ENTRIES + SyncPairTest.KINDS);
      assertThat(other.external()).isEmpty();
      lab.firewall(1).run("conntrack", "-D", "-p", "tcp", "--dport", "80").orFail();
      awaitSameKernel(lab, one, other, SyncPairTest.KINDS);
      flows.close();
    }
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("withoutInternal")
  void eventsGoStraightToThePeer(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Traffic traffic = Traffic.prepare(lab);
      traffic.injectMany(1, 1024, ENTRIES);
      awaitExternal(lab, other, ENTRIES);
      assertThat(CacheLines.kernel(one.ask("-i"))).isEqualTo(one.kernel());
      other.ask("-f", "external");
      awaitExternal(lab, other, 0);
      one.ask("-B");
      awaitExternal(lab, other, ENTRIES);
      other.ask("-c");
      assertThat(other.kernel()).as(other::log).isEqualTo(one.kernel());
      lab.firewall(1).run("conntrack", "-D").orFail();
      awaitExternal(lab, other, 0);
    }
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("startupResync")
  void aNodeThatStartsAsksForEverything(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      Traffic traffic = Traffic.prepare(lab);
      traffic.injectMany(1, 1024, ENTRIES);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      SyncPairs.awaitEqual(lab, one, other, ENTRIES);
      assertThat(other.log()).contains("resync requested");
      assertThat(one.log()).contains("resync requested by other node");
    }
  }

  private static void awaitExternal(PairLab lab, SyncNode node, int entries) {
    Await.until(
        "the backup knows %d entries".formatted(entries),
        () -> node.external().size() == entries,
        () -> String.join("\n", node.external()) + lab.ground().logs());
  }

  private static void awaitSameKernel(PairLab lab, SyncNode one, SyncNode other, int entries) {
    Await.until(
        "both kernels have the same %d entries".formatted(entries),
        () -> other.kernel().size() == entries && other.kernel().equals(one.kernel()),
        () ->
            "fw-1:\n%s\nfw-2:\n%s\n%s"
                .formatted(
                    String.join("\n", one.kernel()),
                    String.join("\n", other.kernel()),
                    lab.ground().logs()));
  }
}
