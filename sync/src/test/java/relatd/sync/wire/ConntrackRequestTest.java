// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.NatRange;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.ProtocolInfo.Flags;
import relatd.conntrack.SynProxy;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.Cta;
import relatd.ctnetlink.TakeOver;
import relatd.netlink.Attributes;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.NetlinkFlags;

/// What goes to the kernel directly is what the writer of records makes of the same image.
class ConntrackRequestTest {
  private final MemorySegment memory = MemorySegment.ofArray(new byte[4096]);
  private final MemorySegment image = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
  private final ConntrackEncoder encoder = new ConntrackEncoder(new WireOptions(true, true));
  private final ConntrackWire wire = new ConntrackWire();

  static Stream<String> recordings() {
    return Stream.of("-ct-new-", "-ct-update-", "-ct-get-reply-")
        .flatMap(kind -> KernelMessages.named(kind).stream())
        .filter(name -> !name.contains("nfqueue"));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aRecordedEntrySaysTheSameByEitherWay(String name) {
    ConntrackMessage message = new ConntrackMessage().wrap(KernelMessages.first(name));
    wire.wrap(image, 0, encoder.encode(message, image, 0));
    assertSame(wire);
  }

  @Test
  void everyMessageThatTheOriginalSentSaysTheSameByEitherWay() {
    SyncWalker walker = new SyncWalker(new WireCounters());
    int seen = 0;
    for (String capture : Capture.ofSync()) {
      if (capture.contains("malformed") || capture.contains("-tcp")) {
        continue; // no datagrams of well-formed messages
      }
      for (Capture.Payload payload : Capture.of(capture).payloads()) {
        byte[] bytes = payload.bytes();
        walker.wrapDatagram(MemorySegment.ofArray(bytes), 0, bytes.length);
        while (walker.next()) {
          if (walker.message().isData()
              && walker.message().isConntrack()
              && wire.wrap(walker.message())
              && wire.isComplete()) {
            assertSame(wire);
            seen++;
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(20);
  }

  private void assertSame(ConntrackWire entry) {
    Conntrack known = normalised(entry);
    MessageBuilder records = new MessageBuilder(MemorySegment.ofArray(new byte[4096]));
    new ConntrackWriter(records).create(known, TakeOver.LIBERAL, 7, 0);
    MessageBuilder direct = new MessageBuilder(memory);
    int exclusive = NetlinkFlags.NLM_F_EXCL;
    new ConntrackRequest(direct, true).create(entry, 1234, 0, 7, exclusive);
    assertThat(attributes(direct)).isEqualTo(attributes(records));
    assertThat(header(direct)).isEqualTo(header(records));
    assertThat(direct.size()).isLessThan(ConntrackRequest.MAX_REQUEST);
  }

  /// A port that stays is said, zeros where nothing is known are not.
  private static Conntrack normalised(ConntrackWire entry) {
    Conntrack known = entry.toConntrack().orElseThrow();
    ConntrackBuilder builder = known.toBuilder().timeout(1234);
    boolean ports = Protocol.hasPorts(known.protocol()) && entry.hasIdentifiers();
    known
        .sourceNat()
        .filter(nat -> ports && nat.ports().isEmpty())
        .ifPresent(
            nat -> builder.sourceNat(NatRange.of(nat.first(), known.original().sourcePort())));
    known
        .destinationNat()
        .filter(nat -> ports && nat.ports().isEmpty())
        .ifPresent(nat ->
            builder.destinationNat(NatRange.of(nat.first(), known.original().destinationPort())));
    known
        .protocolInfo()
        .filter(info -> info instanceof ProtocolInfo.Tcp)
        .map(info -> withScaleFlags((ProtocolInfo.Tcp) info))
        .ifPresent(builder::protocolInfo);
    Conntrack built = builder.build();
    return built.synProxy().equals(Optional.of(new SynProxy(0, 0, 0))) ? without(built) : built;
  }

  /// The kernel takes scales only where a flag says that there are any.
  private static ProtocolInfo withScaleFlags(ProtocolInfo.Tcp tcp) {
    if (tcp.originalScale().isEmpty() || tcp.replyScale().isEmpty()) {
      return tcp;
    }
    Optional<Flags> scaled = Optional.of(new Flags(Flags.WINDOW_SCALE, Flags.WINDOW_SCALE));
    return new ProtocolInfo.Tcp(tcp.state(), tcp.originalScale(), tcp.replyScale(), scaled, scaled);
  }

  private static Conntrack without(Conntrack c) {
    return new Conntrack(
        c.original(),
        c.reply(),
        c.zone(),
        c.status(),
        c.timeout(),
        c.mark(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        c.protocolInfo(),
        c.helper(),
        c.originalCounters(),
        c.replyCounters(),
        c.timestamps(),
        c.labels(),
        c.securityContext(),
        c.master(),
        c.originalAdjustment(),
        c.replyAdjustment(),
        Optional.empty(),
        c.sourceNat(),
        c.destinationNat(),
        c.eventTime());
  }

  private static String header(MessageBuilder builder) {
    MessageWalker walker = walker(builder);
    return walker.type() + " " + walker.flags() + " " + walker.sequence() + " " + walker.family();
  }

  /// Top-level attributes as bytes, in order of their numbers; a zone of 0 is none.
  private static List<String> attributes(MessageBuilder builder) {
    List<String> all = new ArrayList<>();
    Attributes attributes = walker(builder).attributes(new Attributes());
    while (attributes.next()) {
      String number = "%02d ".formatted(attributes.type());
      if (attributes.type() == Cta.CTA_PROTOINFO) {
        addLeaves(attributes, number, all);
      } else {
        all.add(number + HexFormat.of().formatHex(attributes.bytes()));
      }
    }
    all.remove("18 0000");
    return all.stream().sorted().toList();
  }

  private static void addLeaves(Attributes info, String number, List<String> all) {
    Attributes protocol = info.nest(new Attributes());
    while (protocol.next()) {
      Attributes leaf = protocol.nest(new Attributes());
      while (leaf.next()) {
        String path = number + protocol.type() + " " + leaf.type() + " ";
        all.add(path + HexFormat.of().formatHex(leaf.bytes()));
      }
    }
  }

  private static MessageWalker walker(MessageBuilder builder) {
    MessageWalker walker = new MessageWalker().wrap(builder.buffer(), 0, builder.size());
    assertThat(walker.next()).isTrue();
    return walker;
  }
}
