// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Namespace;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.cli.Transcript;

/// A daemon with a Helper section on this kernel, in a network namespace of the test's own.
@Tag("kernel")
class HelperDaemonKernelTest {
  private static final String SETUP =
      "Helper { Setup yes\nType ftp inet tcp { QueueNum 4242\nQueueLen 100 } }\n";

  @TempDir Path path;
  private Namespace namespace;

  @BeforeEach
  void open() {
    namespace = Namespace.open();
    Outcome doctor = Outcome.ofRelatd("doctor");
    assumeTrue(doctor.status() == 0, () -> "needs a kernel for helpers:\n" + doctor.out());
  }

  @AfterEach
  void close() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Test
  void servesItsQueueAndLeavesNothing() throws Exception {
    DaemonFolder folder = new DaemonFolder(path).write(SETUP);
    try (Program daemon = start(folder)) {
      assertThat(queues()).contains("4242");
      Outcome figures = namespace.start("conntrackd", "-C", folder.config(), "-s").outcome();
      assertThat(figures.outLines()).contains("queue 4242 packets 0", "queue 4242 flows 0");
      assertThat(namespace.start("conntrackd", "-C", folder.config(), "-s", "helper").outcome())
          .isEqualTo(figures);
      Outcome outcome = daemon.signal("TERM").outcome();
      assertThat(outcome.status()).isZero();
      assertThat(outcome.outLines())
          .contains(
              "[notice] configuring helper `ftp' with queuenum=4242 and queuelen=100",
              "[notice] policy name=ftp expect_timeout=300 expect_max=1",
              "[notice] initialization completed",
              "[notice] ---- shutdown received ----");
      folder.assertNothingIsLeft();
      assertThat(queues()).doesNotContain("4242");
    }
  }

  @Test
  void aQueueInUseIsNamedWithItsOwner() {
    Path other = path.resolve("other");
    assertThat(other.toFile().mkdir()).isTrue();
    DaemonFolder folder = new DaemonFolder(path).write(SETUP);
    DaemonFolder second = new DaemonFolder(other).write(SETUP);
    try (Program daemon = start(folder)) {
      Outcome refused = namespace.start("conntrackd", "-C", second.config()).outcome();
      assertThat(refused.status()).isEqualTo(1);
      List<String> errors = errors(refused);
      assertThat(errors).hasSize(3);
      assertThat(errors.get(0)).isEqualTo("[ERROR] cannot open nfq socket");
      assertThat(errors.get(1))
          .contains("queue 4242 belongs to another program already")
          .contains("netlink port " + daemon.pid())
          .contains("java");
      second.assertNothingIsLeft();
    }
  }

  @Test
  void withoutPrivilegeItSaysWhatItNeeds() throws Exception {
    DaemonFolder folder = new DaemonFolder(path).write(SETUP, "LogFile off");
    open(path);
    Outcome refused = unprivileged("conntrackd", "-C", folder.config());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(errors(refused))
        .containsExactly(
            "[ERROR] cannot open nfq socket",
            "[ERROR] cannot serve helpers: " + Privilege.CURE,
            "[ERROR] conntrackd cannot start, please review your configuration");
    folder.assertNothingIsLeft();
  }

  @Test
  void doctorTellsAnOrdinaryUserThatItCannotKnow() {
    Outcome doctor = unprivileged("relatd", "doctor");
    assertThat(doctor.status()).isEqualTo(1);
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.out()).contains("verdict\n  unknown: ").contains("run it as root");
  }

  @Test
  void nfctTellsAnOrdinaryUserWhatItNeeds() {
    Outcome nfct = unprivileged("nfct", "list", "helper");
    assertThat(nfct.status()).isEqualTo(1);
    assertThat(nfct.errLines().getFirst())
        .isEqualTo("nfct v1.4.7: netlink error: Operation not permitted");
    assertThat(nfct.errLines()).hasSize(2);
    assertThat(nfct.errLines().getLast()).contains("CAP_NET_ADMIN");
  }

  @Test
  void anOrdinaryUsersClientCannotConnect() throws Exception {
    DaemonFolder folder = new DaemonFolder(path).plain();
    open(path);
    try (Program _ = start(folder)) {
      assertThat(unprivileged("conntrackd", "-C", folder.config(), "-s"))
          .isEqualTo(new Outcome(1, "", Transcript.read("conntrackd", "cli-not-root").err()));
    }
  }

  @Test
  void detachedItServesItsQueueToo() throws Exception {
    DaemonFolder folder = new DaemonFolder(path).write(SETUP);
    assertThat(namespace.start("conntrackd", "-C", folder.config(), "-d").outcome().status())
        .isZero();
    assertThat(queues()).contains("4242");
    DetachedTest.end(folder);
    assertThat(queues()).doesNotContain("4242");
  }

  /// Debian's client asks ours.
  @Test
  void theOriginalsClientIsAnswered() throws Exception {
    assumeOriginal();
    DaemonFolder folder = new DaemonFolder(path).write(SETUP);
    try (Program daemon = start(folder)) {
      for (String table : List.of("runtime", "process", "cache", "ct")) {
        Outcome theirs = original("-C", folder.config(), "-s", table);
        Outcome ours = Outcome.ofConntrackd("-C", folder.config(), "-s", table);
        assertThat(theirs).isEqualTo(ours);
        assertThat(theirs.status()).isZero();
      }
      assertThat(original("-C", folder.config(), "-k")).isEqualTo(new Outcome(0, "", ""));
      assertThat(daemon.outcome().status()).isZero();
    }
  }

  /// Ours asks Debian's daemon.
  @Test
  void theOriginalsDaemonAnswersOurs() {
    assumeOriginal();
    DaemonFolder folder = new DaemonFolder(path).plain();
    List<String> command = namespace.inside("/usr/sbin/conntrackd", "-C", folder.config(), "-d");
    assertThat(Program.command(Map.of(), command).outcome().status()).isZero();
    for (String table : List.of("runtime", "process", "cache", "helper")) {
      Outcome ours = Outcome.ofConntrackd("-C", folder.config(), "-s", table);
      assertThat(ours.status()).isZero();
      assertThat(ours.out()).startsWith(table.equals("runtime") ? "daemon uptime: 0 min" : "");
    }
    assertThat(Outcome.ofConntrackd("-C", folder.config(), "-k")).isEqualTo(new Outcome(0, "", ""));
  }

  private Program start(DaemonFolder folder) {
    return namespace.start("conntrackd", "-C", folder.config()).awaitOut(DaemonFolder.READY);
  }

  private String queues() {
    return namespace.run("cat", "/proc/self/net/netfilter/nfnetlink_queue").out();
  }

  private static Outcome unprivileged(String face, String... args) {
    List<String> nobody =
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
    return Program.start(nobody, Map.of(), face, args).outcome();
  }

  private static void open(Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> file.toFile().setReadable(true, false));
    }
  }

  private static void assumeOriginal() {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/conntrackd")), "needs package conntrackd");
  }

  private static Outcome original(String... args) {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/conntrackd"));
    command.addAll(List.of(args));
    return Program.command(Map.of(), command).outcome();
  }

  private static List<String> errors(Outcome outcome) {
    return outcome.errLines().stream().filter(line -> line.startsWith("[ERROR]")).toList();
  }
}
