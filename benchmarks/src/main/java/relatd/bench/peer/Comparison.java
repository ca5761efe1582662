// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Runs every scenario with both products in turn, as often as asked for, and prints one table.
public final class Comparison {
  private static final Scenario HELPER = new RegisteredHelper(8, 150);

  private static final List<Scenario> QUICK =
      List.of(
          new Intake(50_000),
          new Paced(10_000, 2),
          new Injection(40_000, 20_000),
          new Tables(50_000),
          new Startup(50_000),
          new Latency(0, 100),
          new QueueRule(32, 2, 4));

  private static final List<Scenario> FULL =
      List.of(
          new Intake(300_000),
          new Paced(10_000, 4),
          new Paced(50_000, 4),
          new Paced(100_000, 4),
          new Injection(200_000, 40_000),
          new Tables(10_000),
          new Tables(100_000),
          new Tables(500_000),
          new Tables(1_000_000),
          new Startup(1_000_000),
          new Latency(0, 1000),
          new Latency(50_000, 300),
          new QueueRule(32, 4, 8),
          HELPER);

  private static final List<Scenario> GROWTH =
      List.of(
          new Tables(10_000), new Tables(100_000), new Tables(1_000_000), new Tables(4_000_000));

  private static final Duration UNWINDING = Duration.ofSeconds(30);

  private Comparison() {}

  private static List<Scenario> scenarios(String size) {
    return switch (size) {
      case "full" -> FULL;
      case "growth" -> GROWTH;
      case "vm" -> List.of(HELPER);
      default -> QUICK;
    };
  }

  /// @param arguments `quick`, `full`, `growth` or `vm`, repetitions, ours, the peer, folder of the
  ///   plots, words that the names of the wanted scenarios contain
  public static void main(String[] arguments) throws Exception {
    Runtime.getRuntime().addShutdownHook(unwinding(Thread.currentThread()));
    Product ours = new Product("relatd", arguments[2], false);
    Product peer = new Product("conntrackd", arguments[3], true);
    Outcome outcome = new Outcome();
    Set<String> failures = new LinkedHashSet<>();
    List<String> wanted = List.of(arguments).subList(5, arguments.length);
    for (int round = 1; round <= Integer.parseInt(arguments[1]); round++) {
      for (Scenario scenario : scenarios(arguments[0])) {
        if (wanted.isEmpty() || wanted.stream().anyMatch(scenario.name()::contains)) {
          for (Product product : inTurn(round, peer, ours)) {
            run(scenario, product, outcome, failures);
          }
        }
      }
    }
    new Report(ours, peer).print(outcome);
    new Plot(ours, peer).write(outcome, Path.of(arguments[4]));
    new GrowthPlot(ours, peer).write(outcome, Path.of(arguments[4]));
    failures.forEach(System.out::println);
  }

  /// Another one first in each round: what comes second finds the machine as the first left it.
  private static List<Product> inTurn(int round, Product one, Product other) {
    return round % 2 == 1 ? List.of(one, other) : List.of(other, one);
  }

  /// Whoever stops the comparison interrupts it: the scenario takes back what it has made.
  private static Thread unwinding(Thread comparison) {
    return new Thread(() -> {
      comparison.interrupt();
      try {
        comparison.join(UNWINDING);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private static void run(Scenario scenario, Product product, Outcome outcome, Set<String> failures)
      throws InterruptedException {
    System.err.printf("%s: %s%n", scenario.name(), product.name());
    try {
      scenario.run(product, outcome);
    } catch (NotHere missing) {
      failures.add("not measured here: %s: %s".formatted(scenario.name(), missing.getMessage()));
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failed) {
      failures.add("not measured: %s, %s: %s".formatted(scenario.name(), product.name(), failed));
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped");
    }
  }
}
