// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.provider.Arguments;

/// Who plays with whom in the tests of a pair: primary, backup, configuration.
final class SyncPairs {
  /// Two daemons of the original are the control: where they do not agree, the laboratory is wrong.
  private static final List<List<SyncProgram>> PAIRS =
      List.of(
          List.of(SyncProgram.C, SyncProgram.C),
          List.of(SyncProgram.RELATD, SyncProgram.C),
          List.of(SyncProgram.C, SyncProgram.RELATD),
          List.of(SyncProgram.RELATD, SyncProgram.RELATD));

  private SyncPairs() {}

  static Stream<Arguments> with(SyncConf... all) {
    return PAIRS.stream()
        .flatMap(pair ->
            Stream.of(all).map(conf -> Arguments.of(pair.getFirst(), pair.getLast(), conf)));
  }

  /// Pairs with one of ours at least: for what two of the original do not repair.
  static Stream<Arguments> withOurs(SyncConf... all) {
    return with(all).filter(arguments -> List.of(arguments.get()).contains(SyncProgram.RELATD));
  }

  /// Two of ours: for what the original does not promise.
  static Stream<Arguments> ofOurs(SyncConf... all) {
    return Stream.of(all).map(conf -> Arguments.of(SyncProgram.RELATD, SyncProgram.RELATD, conf));
  }

  /// Skips a test that needs what this machine has not.
  static void require(SyncProgram primary, SyncProgram backup, Requirement... more) {
    List<Requirement> needed =
        new ArrayList<>(
            List.of(
                Requirement.ROOT,
                Requirement.NAMESPACES,
                Requirement.IPTABLES,
                Requirement.CONNTRACK_TOOL));
    needed.addAll(primary.requirements());
    needed.addAll(backup.requirements());
    needed.addAll(List.of(more));
    Requirement.firstMissing(needed).ifPresent(Assumptions::abort);
  }

  /// Waits until the backup knows all that the primary's kernel has.
  ///
  /// @param entries how many that are
  static void awaitEqual(PairLab lab, SyncNode primary, SyncNode backup, int entries) {
    Await.until(
        "both know the same %d entries".formatted(entries),
        () -> {
          List<String> internal = primary.internal();
          return internal.size() == entries && internal.equals(backup.external());
        },
        () ->
            "internal:\n%s\nexternal:\n%s\n%s"
                .formatted(
                    String.join("\n", primary.internal()),
                    String.join("\n", backup.external()),
                    lab.ground().logs()));
  }
}
