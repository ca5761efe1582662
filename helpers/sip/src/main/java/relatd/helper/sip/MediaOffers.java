// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Transport;

/// From a session description to the ports that its sender waits at, and to what is not believed.
final class MediaOffers {
  private static final int MIN_PORT = 1_024;
  private static final int HIGHEST_PORT = 65_535;

  private final Connection master;
  private final Options options;
  private final SipSettings settings;

  MediaOffers(Connection master, Options options, SipSettings settings) {
    this.master = master;
    this.options = options;
    this.settings = settings;
  }

  /// A stream, and the number in the text that names its port.
  record Offered(Stream stream, int portFrom, int portTo, Optional<PortNote> rtcp) {}

  /// Another number that follows the first port at a fixed distance (`a=rtcp`).
  record PortNote(int distance, int from, int to) {}

  /// Whether some medium says nowhere where it goes (RFC 8866, section 5.7, forbids it). Then none
  /// of the description counts.
  boolean isIncomplete(SessionDescription description) {
    for (Media medium : description.media()) {
      if (isWanted(medium) && description.hostOf(medium).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// What one medium offers.
  ///
  /// @param isAnswer whether the other side has offered before: then rtcp-mux is agreed upon
  List<Offered> of(
      SessionDescription description,
      Media medium,
      Direction sender,
      boolean isAnswer,
      Consumer<Decision> decisions) {
    if (!isWanted(medium) || medium.inactive || medium.flow == Media.Flow.NONE) {
      return List.of();
    }
    Address address = description.hostOf(medium).flatMap(Media.Host::address).orElse(null);
    if (address == null || address.isAny()) {
      return List.of(); // a host name, or on hold
    }
    if (medium.flow == Media.Flow.STREAM && !medium.listens) {
      return List.of();
    }
    if (!mayBe(sender, address)) {
      decisions.accept(new Decision.Refuse("media at " + address + ", which is not the sender"));
      return List.of();
    }
    if (!OfferRules.isOwnPort(medium.port, options, MIN_PORT)) {
      decisions.accept(new Decision.Refuse("media port " + medium.port));
      return List.of();
    }
    return medium.flow == Media.Flow.PAIR
        ? pairs(medium, sender, address, isAnswer, decisions)
        : List.of(
            offered(
                medium,
                sender,
                List.of(expectation(medium, sender, address, medium.port)),
                Optional.empty()));
  }

  private List<Offered> pairs(
      Media medium,
      Direction sender,
      Address address,
      boolean isAnswer,
      Consumer<Decision> decisions) {
    List<Expectation> group = new ArrayList<>();
    boolean alone = isAnswer && medium.mux || medium.rtcpPort == medium.port;
    int next = medium.port + 1;
    boolean elsewhere = !alone && medium.rtcpPort > 0 && medium.rtcpPort != next;
    if (medium.pairs > 1) {
      for (int port = medium.port; port < medium.port + 2 * medium.pairs; port++) {
        if (port <= HIGHEST_PORT) {
          group.add(expectation(medium, sender, address, port));
        }
      }
      return List.of(offered(medium, sender, group, Optional.empty()));
    }
    group.add(expectation(medium, sender, address, medium.port));
    if (!alone && !elsewhere && next <= HIGHEST_PORT) {
      group.add(expectation(medium, sender, address, next));
    }
    Optional<PortNote> note =
        medium.rtcpPort > 0 && !elsewhere
            ? Optional.of(
                new PortNote(medium.rtcpPort - medium.port, medium.rtcpFrom, medium.rtcpTo))
            : Optional.empty();
    Offered rtp = offered(medium, sender, group, note);
    return elsewhere ? rtcpElsewhere(rtp, medium, sender, address, decisions) : List.of(rtp);
  }

  private List<Offered> rtcpElsewhere(
      Offered rtp, Media medium, Direction sender, Address address, Consumer<Decision> decisions) {
    Address host = medium.rtcpHost.flatMap(Media.Host::address).orElse(address);
    if (!mayBe(sender, host) || host.isAny()) {
      decisions.accept(new Decision.Refuse("RTCP at " + host + ", which is not the sender"));
      return List.of(rtp);
    }
    if (!OfferRules.isOwnPort(medium.rtcpPort, options, MIN_PORT)) {
      decisions.accept(new Decision.Refuse("RTCP port " + medium.rtcpPort));
      return List.of(rtp);
    }
    Stream stream =
        stream(medium, sender, List.of(expectation(medium, sender, host, medium.rtcpPort)));
    return List.of(rtp, new Offered(stream, medium.rtcpFrom, medium.rtcpTo, Optional.empty()));
  }

  private Offered offered(
      Media medium, Direction sender, List<Expectation> group, Optional<PortNote> note) {
    return new Offered(stream(medium, sender, group), medium.portFrom, medium.portTo, note);
  }

  /// Media of third hosts may be of no concern to this machine.
  private Stream stream(Media medium, Direction sender, List<Expectation> group) {
    Optional<Address> peer = Optional.of(master.peer(sender).address());
    boolean asked = !isDirect() && settings.externalMedia();
    return new Stream(medium.line, sender, group, peer.filter(_ -> asked));
  }

  private Expectation expectation(Media medium, Direction sender, Address address, int port) {
    Transport transport = medium.flow == Media.Flow.STREAM ? Transport.TCP : Transport.UDP;
    Offer offer =
        Offer.by(master, sender, transport, port)
            .policyClass(classOf(medium.type))
            .at(address)
            .toSavedEndpoint();
    return isDirect() ? offer.build() : offer.fromAnybody().build();
  }

  private boolean isWanted(Media medium) {
    return medium.port > 0 && classOf(medium.type) > 0;
  }

  private int classOf(String type) {
    return switch (type) {
      case "audio", "text" -> SipHelper.AUDIO;
      case "video" -> SipHelper.VIDEO;
      case "image" -> SipHelper.IMAGE;
      case "message", "application" -> settings.otherMedia() ? SipHelper.AUDIO : 0;
      default -> 0;
    };
  }

  /// Under NAT only the sender itself can be reached: the kernel's function knows no other way.
  private boolean isDirect() {
    return settings.directMedia() || master.isNat();
  }

  private boolean mayBe(Direction sender, Address address) {
    if (master.isNat()) {
      return OfferRules.isOwnAddress(master, sender, address, Options.DEFAULTS);
    }
    boolean nobody = address.isMulticast() || address.isBroadcast() || address.isLoopback();
    boolean anybody = !isDirect() && !nobody && address.family() == master.family();
    return anybody || OfferRules.isOwnAddress(master, sender, address, options);
  }
}
