// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.helper.contract.CaptureBuilder;

/// A helper that is not of this tree, made by the letter of CONTRIBUTING.md: its source is taken
/// from there, compiled and put into a jar elsewhere, and our programs find it beside the others.
class OutsideHelperTest {
  private static final String SECTION = "## A helper outside of this tree";
  private static final String SERVICE = "META-INF/services/relatd.helper.Helper";
  private static final List<String> CLASS_PATH =
      List.of(System.getProperty("java.class.path").split(File.pathSeparator));

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void build() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("relatd.root"), "CONTRIBUTING.md"));
    String section = page.substring(page.indexOf(SECTION));
    int from = section.indexOf("```java\n") + "```java\n".length();
    Path source = Files.createDirectories(folder.resolve("echo9")).resolve("Echo9Helper.java");
    Files.writeString(source, section.substring(from, section.indexOf("```", from)));
    Path out = Files.createDirectory(folder.resolve("out"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null, null, null, "-d", out.toString(), "-cp", path(CLASS_PATH), source.toString());
    assertThat(status).as("javac").isZero();
    Files.createDirectories(out.resolve(SERVICE).getParent());
    Files.writeString(out.resolve(SERVICE), "echo9.Echo9Helper\n");
    jar = Files.createDirectory(folder.resolve("helpers")).resolve("echo9.jar");
    pack(out, jar);
  }

  @Test
  void isListedBesideTheOthers() {
    Outcome outcome = run(onClassPath(), "helpers");
    assertListed(outcome);
    assertThat(Outcome.ofRelatd("helpers").out()).as("without the jar").doesNotContain("echo9");
  }

  @Test
  void readsACapture() throws IOException {
    assertReplayed(run(onClassPath(), "replay", "--helper", "echo9", capture()));
    Outcome without = Outcome.ofRelatd("replay", "--helper", "echo9", capture());
    assertThat(without.status()).as("without the jar").isEqualTo(2);
  }

  /// As in the distribution: our modules on the module path, with the jar as an automatic one.
  @Test
  void isFoundOnTheModulePath() throws IOException {
    assertListed(run(onModulePath(), "helpers"));
    assertReplayed(run(onModulePath(), "replay", "--helper", "echo9", capture()));
  }

  private static void assertListed(Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines())
        .contains("echo9        tcp      7            echo9 2/60")
        .anyMatch(line -> line.startsWith("ftp "));
  }

  private static void assertReplayed(Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines())
        .containsExactly(
            "5 REPLY expect echo9 tcp 10.77.1.2:* -> 10.77.2.2:5000 class 0 timeout 60",
            "6 REPLY refuse echo9 OFFER of port 25",
            "# 6 frames, 6 TCP or UDP packets, 0 damaged");
  }

  private String capture() throws IOException {
    byte[] bytes =
        CaptureBuilder.tcp("echo9", "10.77.1.2", 40_000, "10.77.2.2", 7)
            .handshake()
            .client("OFFER 4000\n")
            .server("HELLO\nOFFER 5000\nOFF")
            .server("ER 25\n")
            .bytes();
    return Files.write(folder.resolve("echo9.pcap"), bytes).toString();
  }

  private static Outcome run(List<String> java, String... args) {
    List<String> command = new ArrayList<>(java);
    command.add("relatd");
    command.addAll(List.of(args));
    try (Program program = Program.command(Map.of(), command)) {
      return program.outcome();
    }
  }

  private List<String> onClassPath() {
    List<String> java = new ArrayList<>(Program.java());
    java.removeLast();
    java.addAll(List.of(path(CLASS_PATH) + File.pathSeparator + jar, "relatd.cli.Main"));
    return java;
  }

  private List<String> onModulePath() {
    List<String> modules = new ArrayList<>();
    for (String entry : CLASS_PATH) {
      boolean own = Files.exists(Path.of(entry, "module-info.class"));
      boolean library = entry.matches(".*/(jnr|jffi|asm)[^/]*[.]jar");
      boolean packed = entry.matches(".*/relatd-[^/]*[.]jar") && !entry.endsWith("-tests.jar");
      if ((own || library || packed) && !entry.endsWith("-native.jar")) {
        modules.add(entry);
      }
    }
    modules.add(jar.getParent().toString());
    List<String> java = new ArrayList<>(Program.java());
    java.subList(java.indexOf("-cp"), java.size()).clear();
    java.addAll(List.of("--add-modules", "org.objectweb.asm.commons,org.objectweb.asm.util"));
    java.addAll(List.of("--module-path", path(modules), "-m", "relatd.cli/relatd.cli.Main"));
    return java;
  }

  private static String path(List<String> entries) {
    return entries.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static void pack(Path from, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(from)) {
      for (Path entry : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(from.relativize(entry).toString()));
        Files.copy(entry, out);
        out.closeEntry();
      }
    }
  }
}
