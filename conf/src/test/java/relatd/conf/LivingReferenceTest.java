// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the programs of this machine: conntrackd as a client (it only reads the file and finds
/// no socket), nft and iptables-restore in check mode in a network namespace that ends with them.
@Tag("kernel")
class LivingReferenceTest {

  @TempDir private Path folder;

  @Test
  void conntrackdAcceptsTheExamples() throws Exception {
    needs("/usr/sbin/conntrackd");
    for (Path file : Examples.endingIn(".conf")) {
      assertThat(conntrackd(Examples.text(file)))
          .as(file.toString())
          .allMatch(line -> line.equals("[warning] eth2 is an invalid interface"));
    }
  }

  /// The strongest test there is: damaged files, the C program and ours, line by line.
  @Test
  void conntrackdSaysTheSameAboutDamagedFiles() throws Exception {
    needs("/usr/sbin/conntrackd");
    long seed = 1;
    int rounds = 1500;
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>(Examples.texts());
    GoldenCase.all().forEach(golden -> texts.add(golden.text()));
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      String text = Mutation.of(texts.get(i % texts.size()), 1 + random.nextInt(3), random) + "\n";
      if (isComparable(text)) {
        List<String> theirs = conntrackd(text);
        List<String> ours = ours(text);
        if (!ours.equals(theirs)) {
          differences.add("%s%n-- theirs %s%n-- ours %s%n".formatted(text, theirs, ours));
        }
      }
    }
    assertThat(differences).as("seed %d", seed).isEmpty();
  }

  /// Apart from what ours does better: our own helpers and options, bytes that end the C program's
  /// file, carriage returns in paths, a fifth empty link, a comment without newline at the end.
  private static boolean isComparable(String text) {
    return !text.matches("(?s).*Option(?!s).*")
        && text.chars().allMatch(c -> c > 0 && c < 128 && c != '\r')
        && !text.matches("(?s).*(UDP|TCP|Multicast)(\\s+Default)?\\s*\\{\\s*}.*");
  }

  @Test
  void nftAcceptsTheRuleSets() throws Exception {
    needs("/usr/sbin/nft");
    for (Path file : Examples.endingIn(".nft")) {
      // A helper must be registered when its rule is loaded: take two that come with the kernel.
      String rules =
          Examples.text(file)
              .replaceAll("type \"\\w+\" protocol tcp", "type \"ftp\" protocol tcp")
              .replaceAll("type \"\\w+\" protocol udp", "type \"tftp\" protocol udp");
      Path copy = Files.writeString(folder.resolve("rules.nft"), rules);
      assertThat(run("unshare", "-n", "nft", "-c", "-f", copy.toString())).as("%s", file).isEmpty();
    }
  }

  @Test
  void iptablesAcceptsTheRuleSets() throws Exception {
    needs("/usr/sbin/iptables-restore");
    for (Path file : Examples.endingIn(".iptables.sh")) {
      String check = "sh '" + file + "' | unshare -n iptables-restore --noflush --test";
      assertThat(run("sh", "-c", check)).as(file.toString()).isEmpty();
    }
  }

  private void needs(String program) {
    assumeTrue(new File(program).canExecute(), "needs " + program);
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root for a namespace");
  }

  private List<String> ours(String text) {
    List<String> lines = new ArrayList<>();
    var reader = new ConfigReader(KnownHelpers.builtIn(), new EmptyMachine());
    for (Problem problem : reader.parse("t.conf", text).problems()) {
      String tag = problem.severity() == Severity.ERROR ? "[ERROR] " : "[warning] ";
      problem.originalText().ifPresent(line -> lines.addAll((tag + line).lines().toList()));
    }
    return lines;
  }

  private List<String> conntrackd(String text) throws Exception {
    // No daemon listens there, whatever the file says.
    String harmless = text.replace("/var/run/conntrackd.ctl", folder + "/none");
    Path file = Files.writeString(folder.resolve("c.conf"), harmless);
    return run("unshare", "-n", "conntrackd", "-C", file.toString(), "-s").stream()
        .map(line -> line.replaceFirst("^\\[[^]]*\\] \\(pid=\\d+\\) ", ""))
        .filter(line -> !line.startsWith("[ERROR] can't connect") && !line.isEmpty())
        .map(line -> line.replace(folder + "/none", "/var/run/conntrackd.ctl"))
        .toList();
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return output.lines().toList();
  }

  /// A fresh network namespace has the loopback device only.
  private static final class EmptyMachine implements Surroundings {

    private final Surroundings machine = Surroundings.system();

    @Override
    public boolean hasInterface(String name) {
      return name.equals("lo");
    }

    @Override
    public java.util.OptionalInt protocolNumber(String name) {
      return machine.protocolNumber(name);
    }
  }
}
