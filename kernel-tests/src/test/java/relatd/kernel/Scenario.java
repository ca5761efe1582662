// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// A group of cases on one stage, for the virtual machine: there is no JUnit inside, each case ends
/// in one verdict.
///
/// @param name what `InsideMain` calls it
/// @param provider who makes the expectations; nobody for the negative twins
/// @param cases what is played
/// @param refused whether the data connections have to be refused instead of passing
record Scenario(
    String name, HelperProvider provider, List<? extends Exchange> cases, boolean refused) {

  /// Everything that the virtual machine is asked to do, in this order.
  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "without-helper", HelperProvider.nobody(Service.FTP), plain(FtpCommand.PASV), true),
        new Scenario("vm-baseline", new CConntrackd(Service.FTP), plain(FtpCommand.PASV), false),
        new Scenario("relatd-cthelper", new RelatdCthelper(Service.FTP), relatdCases(), false),
        new Scenario(
            "relatd-stopped",
            HelperProvider.absent(new RelatdCthelper(Service.FTP)),
            plain(FtpCommand.PASV),
            true));
  }

  private static List<FtpCase> relatdCases() {
    return Stream.concat(
            FtpCase.withOneClient().stream(),
            FtpCase.inPieces().stream().filter(Scenario::isTelling))
        .toList();
  }

  /// A JVM takes its time in the machine, so of the cases in pieces only those without translation
  /// and those in which the pieces have to be rewritten.
  private static boolean isTelling(FtpCase one) {
    return switch (one.translation()) {
      case NONE -> true;
      case SOURCE -> one.command().active();
      case DESTINATION -> one.command() == FtpCommand.PASV;
    };
  }

  private static List<FtpCase> plain(FtpCommand command) {
    return List.of(new FtpCase(FtpClient.CURL, command, Family.INET, Translation.NONE, false));
  }

  /// Plays all cases; whatever goes wrong with the stage itself is the verdict of the scenario.
  void play(Consumer<Verdict> verdicts) {
    var missing = Requirement.firstMissing(Stage.requirements(provider, cases));
    if (missing.isPresent()) {
      verdicts.accept(Verdict.skipped(name, missing.get()));
      return;
    }
    try (Stage stage = Stage.open(provider)) {
      for (Exchange one : cases) {
        verdicts.accept(Verdict.of(name + ": " + one, () -> play(stage, one)));
      }
    } catch (RuntimeException | AssertionError e) {
      verdicts.accept(Verdict.failed(name, e.toString()));
    }
  }

  private void play(Stage stage, Exchange one) {
    if (refused) {
      stage.refuses(one);
    } else {
      stage.passes(one);
    }
  }
}
