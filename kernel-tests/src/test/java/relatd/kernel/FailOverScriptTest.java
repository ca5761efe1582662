// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The script that keepalived calls, on both nodes, through a whole life: the primary dies, the
/// backup takes over, the dead one comes again as backup, and gives way back.
@Tag("kernel")
@ExtendWith(Control.class)
final class FailOverScriptTest {
  private static final int ENTRIES = 200;

  static Stream<Arguments> pairs() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP).withModeOptions("PurgeTimeout 5"),
        SyncConf.of(NOTRACK, UDP).withModeOptions("PurgeTimeout 5"));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void theClusterGoesThereAndBack(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      Path script = script(lab);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Traffic traffic = Traffic.prepare(lab);
      call(script, one, "primary");
      call(script, other, "backup");
      Background flows = traffic.hold(List.of("tcp,10.77.2.2,%d,41000".formatted(Traffic.PORT)));
      traffic.injectMany(1, 1024, ENTRIES);
      SyncPairs.awaitEqual(lab, one, other, ENTRIES + 1);

      one.kill();
      lab.cable(1, "inner", false);
      lab.cable(1, "outer", false);
      call(script, other, "primary");
      assertThat(other.kernel()).as(other::log).hasSize(ENTRIES + 1);
      assertThat(other.internal()).hasSize(ENTRIES + 1);
      assertThat(other.external()).isEmpty();
      lab.promote(2);
      traffic.stillAnswers(flows);

      // The dead node comes again: empty, with its cables, as backup.
      lab.firewall(1).run("conntrack", "-F").orFail();
      lab.cable(1, "inner", true);
      lab.cable(1, "outer", true);
      one.start();
      call(script, one, "backup");
      SyncPairs.awaitEqual(lab, other, one, ENTRIES + 1);
      call(script, one, "primary");
      call(script, other, "backup");
      lab.promote(1);
      traffic.stillAnswers(flows);
      assertThat(one.kernel()).as(one::log).hasSize(ENTRIES + 1);
      call(script, other, "fault");
    }
  }

  private static void call(Path script, SyncNode node, String role) {
    Outcome outcome = node.environment("CONNTRACKD_", List.of(script.toString(), role));
    assertThat(outcome.exitCode()).as(outcome + node.log()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  private static Path script(PairLab lab) {
    Path script = lab.ground().directory().resolve("primary-backup.sh");
    try (InputStream text = FailOverScriptTest.class.getResourceAsStream("/primary-backup.sh")) {
      Files.write(script, text.readAllBytes());
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return script;
  }
}
