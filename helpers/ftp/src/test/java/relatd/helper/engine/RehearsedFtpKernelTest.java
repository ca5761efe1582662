// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackTable;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.ftp.FtpHelper;
import relatd.posix.Posix;

/// The grammar finds every announcement of a rehearsal, and a real kernel grants it.
@Tag("kernel")
final class RehearsedFtpKernelTest {
  private static final int EXCHANGES = 80; // in two connections
  private static final String CARRIER = "sane";

  static Stream<Arguments> cases() {
    return Stream.of(Family.values())
        .flatMap(family -> Stream.of(true, false).map(attached -> Arguments.of(family, attached)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyAnnouncementIsFoundAndGranted(Family family, boolean attached) throws Exception {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    FutureTask<String> task = new FutureTask<>(() -> practise(family, attached));
    Thread.ofPlatform().start(task); // a namespace belongs to the thread that entered it
    String missing = task.get(20, TimeUnit.SECONDS);
    assumeTrue(missing.isEmpty(), "needs " + missing);
  }

  private static String practise(Family family, boolean attached) {
    if (Posix.unshare(Posix.CLONE_NEWNET) < 0) {
      return "network namespaces";
    }
    AttachedType type =
        new AttachedType(ConfiguredHelper.of(new FtpHelper()), family, Transport.TCP, 42, 0);
    QueueWorker worker = Rehearsal.practise(type, CARRIER, attached, EXCHANGES, Long.MAX_VALUE);
    Map<String, Long> counters = new HashMap<>();
    worker.dispatcher().counters().forEach(counters::put);
    if (counters.get("failed") > 0) {
      return "the in-kernel helper " + CARRIER;
    }
    assertThat(counters)
        .containsEntry("expectations", (long) EXCHANGES)
        .containsEntry("taken", 0L)
        .containsEntry("refused", 0L)
        .containsEntry("opaque", 0L)
        .containsEntry("faults", 0L);
    try (ConntrackTable table = ConntrackTable.open()) {
      assertThat(table.count()).isZero();
    }
    return "";
  }
}
