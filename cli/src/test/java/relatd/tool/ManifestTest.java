// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import relatd.conntrack.Expectation;
import relatd.conntrack.Protocol;
import relatd.helper.HelperCatalog;
import relatd.helper.dispatch.ExpectationText;
import relatd.helper.replay.HelperPorts;
import relatd.helper.replay.NatPairReplay;
import relatd.helper.replay.Replay;
import relatd.helper.replay.ReplayEvent;
import relatd.helper.replay.ReplayEvent.Kind;

/// Replay says of every capture what the manifests say of it: frames, tuples, classes, functions of
/// the kernel, withdrawals, refusals.
///
/// The public captures are not part of this tree (their licences differ): the environment variable
/// `RELATD_PUBLIC_PCAPS` tells where they are.
class ManifestTest {
  private static final Path PCAPS = Path.of(System.getProperty("relatd.testdata"), "pcaps");

  /// Where ours differs on purpose, and why; each has to differ.
  private static final Map<String, String> DIFFERENCES =
      Map.of(
          "sip-lab4-udp-reg-call.pcap",
          "the row names F15, the request, and says when it is answered: that is F16");

  @TestFactory
  Stream<DynamicTest> ownCaptures() throws IOException {
    return rows("manifest-own.tsv").map(row -> dynamicTest(row.file(), () -> check(row, own(row))));
  }

  @TestFactory
  Stream<DynamicTest> publicCaptures() throws IOException {
    String folder = System.getenv("RELATD_PUBLIC_PCAPS");
    if (folder == null) {
      String missing = "needs the public captures (RELATD_PUBLIC_PCAPS names their folder)";
      return Stream.of(dynamicTest("all", () -> Assumptions.abort(missing)));
    }
    return rows("manifest-public.tsv")
        .map(row -> dynamicTest(row.file(), () -> check(row, Path.of(folder, row.file()))));
  }

  private static Stream<ManifestRow> rows(String manifest) throws IOException {
    return Files.readAllLines(PCAPS.resolve(manifest)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(ManifestRow::parse);
  }

  private static Path own(ManifestRow row) throws IOException {
    try (Stream<Path> all = Files.walk(PCAPS)) {
      return all.filter(file -> file.getFileName().toString().equals(row.file()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void check(ManifestRow row, Path capture) throws IOException {
    ManifestRow ours = replay(row, capture);
    if (DIFFERENCES.containsKey(row.file())) {
      assertThat(ours).as("differs on purpose").isNotEqualTo(row);
      assertThat(ours.expected()).isEqualTo(row.expected());
      return;
    }
    assertThat(ours).isEqualTo(row);
  }

  private static ManifestRow replay(ManifestRow row, Path capture) throws IOException {
    String name = row.file();
    HelperPorts ports = new HelperPorts();
    HelperCatalog.installed().all().forEach(ports::add);
    List<ReplayEvent> events = new ArrayList<>();
    boolean inside = name.contains(".inside.");
    if (inside || name.contains(".outside.")) {
      String other =
          inside ? name.replace(".inside.", ".outside.") : name.replace(".outside.", ".inside.");
      new NatPairReplay(ports, events::add).run(capture, capture.resolveSibling(other));
    } else {
      new Replay(ports, events::add).file(capture);
    }
    return new ManifestRow(
        name,
        row.functions(),
        events.stream()
            .filter(event -> event.kind() == Kind.EXPECT)
            .map(event -> line(event, row.functions()))
            .toList(),
        frames(events, Kind.WITHDRAW),
        frames(events, Kind.REFUSE, Kind.OPAQUE));
  }

  private static Set<Integer> frames(List<ReplayEvent> events, Kind... kinds) {
    Set<Integer> frames = new TreeSet<>();
    events.stream()
        .filter(event -> List.of(kinds).contains(event.kind()))
        .forEach(event -> frames.add(event.frame()));
    return frames;
  }

  private static String line(ReplayEvent event, boolean functions) {
    Expectation expectation = event.expectation().orElseThrow();
    String source = ExpectationText.network(expectation.tuple().source(), expectation.mask());
    boolean anyPort = expectation.mask().sourcePort() == 0;
    return "F%d %s %s:%s > %s:%d class %d%s%s"
        .formatted(
            event.frame(),
            Protocol.name(expectation.tuple().protocol()),
            source.equals("*") ? "any" : source,
            anyPort ? "*" : expectation.tuple().sourcePort(),
            expectation.tuple().destination(),
            expectation.tuple().destinationPort(),
            expectation.policyClass(),
            expectation.isPermanent() ? " PERMANENT" : "",
            functions ? " " + expectation.function() : "");
  }
}
