// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// sipp calls sipp: an INVITE with a session description each way, a second of audio, BYE. The
/// callee sends back what it hears, so audio that comes to the caller has gone both ways.
record SipCase(Transport transport, Family family, Translation translation) implements Exchange {
  private static final int CALLER_AUDIO = 6_000;
  private static final int CALLEE_AUDIO = 7_000;
  private static final byte[] ONE_SECOND = new byte[8_000];
  private static final String HEARD = "audio heard";

  static List<SipCase> all(Translation... translations) {
    List<SipCase> cases = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      for (Family family : Family.values()) {
        for (Translation translation : translations) {
          cases.add(new SipCase(transport, family, translation));
        }
      }
    }
    return cases;
  }

  /// The one who is called, over one transport and family.
  private record Callee(Transport transport, Family family) implements Peer {
    @Override
    public void start(Lab lab) {
      String self = Lab.serverAddress(family);
      List<String> command = sipp(lab, "callee", transport, self);
      command.addAll(List.of("-mp", Integer.toString(audioPort()), "-rtp_echo"));
      for (Namespace end : List.of(lab.client(), lab.server())) {
        end.feed(
            "*filter\n-A INPUT -p udp --dport %d:%d -m comment --comment \"%s\"\nCOMMIT\n"
                .formatted(CALLER_AUDIO, CALLEE_AUDIO + 99, HEARD),
            family == Family.INET ? "iptables-restore" : "ip6tables-restore");
      }
      Path log = lab.directory().resolve("callee-%s-%s.out".formatted(transport, family));
      Background callee = lab.owns(lab.server().start(log, command));
      String listing = transport == Transport.TCP ? "-Hltn" : "-Hlun";
      Await.until(
          "the callee can be called",
          () -> !lab.server().run("ss", listing, "src", address(self) + ":5060").out().isBlank(),
          callee::output);
    }

    /// Several callees wait beside each other.
    private int audioPort() {
      return CALLEE_AUDIO + 20 * transport.ordinal() + 10 * family.ordinal();
    }
  }

  /// The command line that both have in common.
  private static List<String> sipp(Lab lab, String scenario, Transport transport, String self) {
    Path audio = lab.directory().resolve("audio.pcmu");
    Path file = lab.directory().resolve(scenario + ".xml");
    try (InputStream text = SipCase.class.getResourceAsStream("/sip/" + scenario + ".xml")) {
      Files.write(audio, ONE_SECOND);
      String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file, all.replace("AUDIO", audio.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String own = address(self);
    return new ArrayList<>(
        List.of(
            "sipp",
            "-nostdin",
            "-sf",
            file.toString(),
            "-i",
            own,
            "-mi",
            self,
            "-p",
            "5060",
            "-t",
            transport == Transport.TCP ? "t1" : "u1"));
  }

  @Override
  public Service service() {
    return Service.SIP;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.SIPP);
  }

  @Override
  public Peer server() {
    return new Callee(transport, family);
  }

  @Override
  public List<String> client(Lab lab, String host) {
    for (Namespace end : List.of(lab.client(), lab.server())) {
      end.run(family == Family.INET ? "iptables" : "ip6tables", "-Z").orFail();
    }
    String self = family == Family.INET ? "10.77.1.2" : "fd77:1::2";
    List<String> command = sipp(lab, "caller", transport, self);
    command.addAll(List.of("-mp", Integer.toString(CALLER_AUDIO), "-m", "1", "-timeout", "15s"));
    command.addAll(List.of("-timeout_error", address(host) + ":5060"));
    return command;
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.ok() ? Optional.empty() : Optional.of("the call is answered and ends");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    if (heard(lab.server()) == 0) {
      return Optional.of("the callee hears the caller");
    }
    return heard(lab.client()) == 0
        ? Optional.of("the caller hears what comes back")
        : Optional.empty();
  }

  private long heard(Namespace end) {
    return Firewall.counter(end, family, "filter", HEARD);
  }

  private static String address(String text) {
    return text.contains(":") ? "[" + text + "]" : text;
  }

  @Override
  public String toString() {
    return "sipp %s %s %s".formatted(transport.text(), family.text(), translation);
  }
}
