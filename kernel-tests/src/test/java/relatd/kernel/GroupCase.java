// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// A host asks a group of its link ([GroupAsker], scripted) and is answered by one of its members,
/// from an address that its question did not name: avahi-daemon, or [GroupAnswerer], scripted.
///
/// @param subscribes whether the control point of SSDP goes on to the device's events
record GroupCase(GroupProtocol protocol, Family family, boolean subscribes) implements Exchange {
  private static final Map<GroupProtocol, Peer> MEMBERS =
      Map.of(
          GroupProtocol.MDNS, Avahi::serve,
          GroupProtocol.SLP, lab -> serve(lab, GroupProtocol.SLP),
          GroupProtocol.SSDP, lab -> serve(lab, GroupProtocol.SSDP));

  static List<GroupCase> all(GroupProtocol protocol) {
    return Stream.of(Family.values()).map(each -> new GroupCase(protocol, each, false)).toList();
  }

  /// A search, a subscription and an event.
  static GroupCase events() {
    return new GroupCase(GroupProtocol.SSDP, Family.INET, true);
  }

  private static void serve(Lab lab, GroupProtocol protocol) {
    Background member =
        lab.owns(
            lab.server()
                .start(
                    lab.directory().resolve(protocol + ".log"),
                    ClassPath.command(GroupAnswerer.class, protocol.name(), "wire")));
    Await.until("somebody is in the group", () -> member.output().contains("here"), member::output);
  }

  @Override
  public Service service() {
    return protocol.service();
  }

  @Override
  public Translation translation() {
    return Translation.NONE;
  }

  @Override
  public List<Requirement> requirements() {
    return protocol == GroupProtocol.MDNS ? List.of(Requirement.AVAHI) : List.of();
  }

  @Override
  public Peer server() {
    return MEMBERS.get(protocol);
  }

  @Override
  public List<String> client(Lab lab, String host) {
    return subscribes
        ? ClassPath.command(GroupAsker.class, protocol.name(), family.name(), "outer", "subscribe")
        : ClassPath.command(GroupAsker.class, protocol.name(), family.name(), "outer");
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("asked") ? Optional.empty() : Optional.of("the question is sent");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    String wanted = subscribes ? "\nnotified\n" : "\nanswered\n";
    return client.out().contains(wanted) ? Optional.empty() : Optional.of("an answer arrives");
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(protocol, family.text(), subscribes ? ", and an event" : "");
  }
}
