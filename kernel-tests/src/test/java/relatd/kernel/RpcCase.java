// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// rpcinfo asks rpcbind where a program listens, over UDP or TCP, and calls that program there over
/// the same. The program is rpc.statd, on a port that it chose itself.
///
/// @param server has to run rpcbind and rpc.statd
record RpcCase(Transport transport, Family family, Translation translation, Peer server)
    implements Exchange {
  static final Peer PORT_MAPPER = RpcCase::serve;

  static List<RpcCase> all(Peer server) {
    List<RpcCase> cases = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      for (Family family : Family.values()) {
        cases.add(new RpcCase(transport, family, Translation.NONE, server));
      }
    }
    return cases;
  }

  /// rpcbind's socket has a fixed place: a /run of their own for both programs.
  private static void serve(Lab lab) {
    String script =
        """
        mount -t tmpfs none /run || exit 1
        rpcbind -f &
        until [ -S /run/rpcbind.sock ]; do sleep 0.05; done
        mkdir -p /run/statd/sm /run/statd/sm.bak && chown -R statd /run/statd
        rpc.statd -F --no-notify --state-directory-path /run/statd &
        wait
        """;
    Background server =
        lab.owns(
            lab.server().start(lab.directory().resolve("rpc.log"), List.of("sh", "-c", script)));
    Await.until(
        "rpc.statd is registered for both families",
        () -> registrations(lab) == 4,
        () -> server.output() + lab.server().run("rpcinfo"));
  }

  private static long registrations(Lab lab) {
    return lab.server()
        .run("rpcinfo", Lab.serverAddress(Family.INET))
        .out()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(column -> column[0].equals("100024") && column[2].matches("(tcp|udp)6?"))
        .count();
  }

  @Override
  public Service service() {
    return Service.RPC;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.RPC_PROGRAMS);
  }

  /// Two questions in one: the first shows that the port mapper can be asked, whoever helps.
  @Override
  public List<String> client(Lab lab, String host) {
    String netid = transport.text() + (family == Family.INET ? "" : "6");
    String script =
        "rpcinfo -T %1$s %2$s 100000 4 && timeout 10 rpcinfo -T %1$s %2$s 100024 1"
            .formatted(netid, host);
    return List.of("sh", "-c", script);
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("program 100000 version 4 ready")
        ? Optional.empty()
        : Optional.of("the port mapper answers");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return client.out().contains("program 100024 version 1 ready")
        ? Optional.empty()
        : Optional.of("the program answers on its own port");
  }

  @Override
  public String toString() {
    return "rpcinfo %s %s %s".formatted(transport.text(), family.text(), translation);
  }
}
