// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// A group of cases for the virtual machine: there is no JUnit inside, each case ends in one
/// verdict.
interface Scenario {

  /// What `InsideMain` calls it.
  String name();

  /// Plays all cases; whatever goes wrong with the scenario itself is a verdict, too.
  void play(Consumer<Verdict> verdicts);

  /// Everything that the virtual machine is asked to do, in this order.
  static List<Scenario> all() {
    return List.of(
        refused("without-helper", HelperProvider.nobody(Service.FTP), plain(FtpCommand.PASV)),
        passing("vm-baseline", new CConntrackd(Service.FTP), plain(FtpCommand.PASV)),
        passing("relatd-cthelper", new RelatdCthelper(Service.FTP), ftpCases()),
        stopped("relatd-stopped", Service.FTP, plain(FtpCommand.PASV)),
        passing("rpc", new RelatdCthelper(Service.RPC), rpcCases()),
        stopped("rpc-stopped", Service.RPC, NfsCase.all().subList(0, 1)),
        passing("sip", new RelatdCthelper(Service.SIP), sipCases()),
        stopped("sip-stopped", Service.SIP, sipCases().subList(0, 1)),
        new Alone("sip-forced-port", new RelatdCthelper(Service.SIP), ForcedPort::play),
        passing("tns", new RelatdCthelper(Service.TNS), TnsCase.all(1, Translation.values())),
        stopped("tns-stopped", Service.TNS, TnsCase.all(1, Translation.NONE)),
        passing("tns-chain", new RelatdCthelper(Service.TNS), tnsChains()),
        passing("tftp", new RelatdCthelper(Service.TFTP), tftpCases()),
        passing("rtsp", new RelatdCthelper(Service.RTSP), RtspCase.all(Translation.SOURCE)),
        passing("ssdp", new RelatdCthelper(Service.SSDP), List.of(GroupCase.events())),
        passing("dhcpv6", new RelatdCthelper(Service.DHCPV6), DhcpV6Case.all()),
        new Alone("ten-helpers", new RelatdCthelper(Service.FTP), TenHelpers::play),
        new Recorded());
  }

  private static Scenario passing(
      String name, HelperProvider provider, List<? extends Exchange> cases) {
    return new OnStage(name, provider, cases, false);
  }

  private static Scenario refused(
      String name, HelperProvider provider, List<? extends Exchange> cases) {
    return new OnStage(name, provider, cases, true);
  }

  /// The negative twin of a service: all is set up, and the daemon does not run.
  private static Scenario stopped(String name, Service service, List<? extends Exchange> cases) {
    return refused(name, HelperProvider.absent(new RelatdCthelper(service)), cases);
  }

  private static List<FtpCase> ftpCases() {
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

  /// rpcinfo and mounts, from one server.
  private static List<Exchange> rpcCases() {
    List<Exchange> cases = new ArrayList<>(RpcCase.all(NfsCase.SERVER));
    cases.addAll(NfsCase.all());
    return cases;
  }

  /// What queue rules cannot: a length that changes, first datagrams under translation.
  private static List<SipCase> sipCases() {
    return SipCase.all(Translation.NONE, Translation.SOURCE).stream()
        .filter(one -> one.family() == Family.INET)
        .toList();
  }

  /// The kernel has to give the helper to expected connections.
  private static List<TnsCase> tnsChains() {
    return TnsCase.all(2, Translation.NONE, Translation.DESTINATION);
  }

  private static List<TftpCase> tftpCases() {
    return TftpCase.all(Translation.SOURCE);
  }

  private static List<FtpCase> plain(FtpCommand command) {
    return List.of(new FtpCase(FtpClient.CURL, command, Family.INET, Translation.NONE, false));
  }

  /// Cases on one stage.
  ///
  /// @param provider who makes the expectations; nobody for the negative twins
  /// @param refused whether the agreed connections have to be refused instead of passing
  record OnStage(
      String name, HelperProvider provider, List<? extends Exchange> cases, boolean refused)
      implements Scenario {

    @Override
    public void play(Consumer<Verdict> verdicts) {
      var missing = Requirement.firstMissing(Stage.requirements(provider, cases));
      if (missing.isPresent()) {
        verdicts.accept(Verdict.skipped(name, missing.get()));
        return;
      }
      EmulationFault.outlived(this::playOnce).forEach(verdicts);
    }

    private List<Verdict> playOnce() {
      List<Verdict> verdicts = new ArrayList<>();
      try (Stage stage = Stage.open(provider)) {
        for (Exchange one : cases) {
          verdicts.add(Verdict.of(name + ": " + one, () -> play(stage, one)));
        }
      } catch (RuntimeException | AssertionError e) {
        verdicts.add(Verdict.failed(name, e.toString()));
      }
      return verdicts;
    }

    private void play(Stage stage, Exchange one) {
      if (refused) {
        stage.refuses(one);
      } else {
        stage.passes(one);
      }
    }
  }

  /// A single case that needs what the provider needs.
  record Alone(String name, HelperProvider provider, Runnable act) implements Scenario {

    @Override
    public void play(Consumer<Verdict> verdicts) {
      var missing = Requirement.firstMissing(Stage.requirements(provider, List.of()));
      if (missing.isPresent()) {
        verdicts.accept(Verdict.skipped(name, missing.get()));
        return;
      }
      EmulationFault.outlived(() -> List.of(Verdict.of(name, act))).forEach(verdicts);
    }
  }
}
