// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.daemon.AnsweringSocket;

/// Short commands replace C programs that take a millisecond: they load only what they need.
class LoadedClassesTest {
  private static final List<String> NATIVE =
      List.of("jdk.internal.foreign.abi.AbstractLinker", "relatd.ffi");
  private static final List<String> ENGINES =
      List.of("relatd.posix", "relatd.netlink", "relatd.helper", "relatd.ctnetlink", "com.kenai");
  private static final String SERVICES = "java.util.ServiceLoader$LazyClassPathLookupIterator";
  private static final String LOGGERS = "jdk.internal.logger";

  @TempDir Path folder;

  /// (The JDK's own channels look for a selector provider among the services.)
  @Test
  void aClientsRequestTouchesNeitherNativeCodeNorEngines() throws IOException {
    Path config = folder.resolve("A.conf");
    Files.writeString(config, "General { UNIX { Path " + folder.resolve("A.ctl") + " } }\n");
    List<String> loaded;
    try (var daemon = new AnsweringSocket(folder.resolve("A.ctl"), "cache internal:\n")) {
      loaded = loaded("conntrackd", "-C", config.toString(), "-s");
      assertThat(daemon.request()).isEqualTo(21);
    }
    assertThat(loaded).contains("relatd.daemon.ControlClient");
    assertNone(loaded, NATIVE);
    assertNone(loaded, ENGINES);
    assertNone(loaded, List.of(LOGGERS, "relatd.daemon.Daemon", "relatd.daemon.Readiness"));
  }

  @Test
  void versionAndUsageReadNoConfiguration() {
    assertNone(loaded("conntrackd", "-v"), List.of("relatd.conf.ConfigReader", "relatd.posix"));
    assertNone(loaded("conntrackd", "-h"), List.of("relatd.conf.ConfigReader", "relatd.posix"));
  }

  @Test
  void aWrongCallOfNfctDoesNotReachTheKernel() {
    List<String> loaded = loaded("nfct", "add", "helper", "gopher");
    assertNone(loaded, NATIVE);
    assertNone(loaded, List.of("relatd.posix.Sockets"));
    assertNone(loaded, List.of("relatd.helper.", "relatd.daemon"));
  }

  @Test
  void nfctLoadsNoEngine() {
    List<String> loaded = loaded("nfct", "list", "helper");
    assertNone(loaded, List.of("relatd.helper.", "relatd.daemon", "com.kenai", "jnr."));
    assertNone(loaded, List.of(SERVICES, LOGGERS));
  }

  @Test
  void aReplayNeedsNoSocketAndNoLibrary() {
    Path capture =
        Path.of(System.getProperty("relatd.testdata"), "pcaps", "ftp", "ftp-lab4-pasv.pcap");
    List<String> loaded = loaded("relatd", "replay", capture.toString());
    assertThat(loaded).contains("relatd.helper.replay.Replay");
    assertNone(loaded, NATIVE);
    assertNone(loaded, List.of("relatd.posix", "relatd.nfqueue", "relatd.daemon", "jnr."));
  }

  private static void assertNone(List<String> loaded, List<String> beginnings) {
    assertThat(loaded.stream().filter(name -> beginnings.stream().anyMatch(name::startsWith)))
        .isEmpty();
  }

  private List<String> loaded(String... words) {
    Path log = folder.resolve("classes.log");
    List<String> command = new ArrayList<>(Program.java());
    command.add(1, "-Xlog:class+load:file=" + log);
    command.add("relatd.cli.Main");
    command.addAll(List.of(words));
    Program.command(Map.of(), command).outcome();
    try {
      return Files.readAllLines(log).stream()
          .map(line -> line.substring(line.lastIndexOf("] ") + 2).split(" ")[0])
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
