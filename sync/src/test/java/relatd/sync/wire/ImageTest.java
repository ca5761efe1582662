// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Labels;
import relatd.conntrack.NatRange;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.Status;
import relatd.conntrack.SynProxy;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.Cta;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.Attributes;
import relatd.netlink.MessageWalker;

/// What stands in an image, and what does not.
class ImageTest {
  private static final Tuple TUPLE =
      Tuple.udp(
          new Endpoint(Address.of("192.168.1.2"), 5000),
          new Endpoint(Address.of("192.168.2.2"), 53));

  private final byte[] room = new byte[ConntrackEncoder.MAX_IMAGE];
  private final MemorySegment into = MemorySegment.ofArray(room);

  static List<String> conntracks() {
    return Stream.of("-ct-new-", "-ct-update-", "-ct-destroy-", "-ct-dump-", "-ct-get-")
        .flatMap(part -> KernelMessages.named(part).stream())
        .filter(name -> !name.contains("done"))
        .toList();
  }

  static List<String> expectations() {
    return Stream.of("-exp-new-", "-exp-destroy-", "-exp-dump-")
        .flatMap(part -> KernelMessages.named(part).stream())
        .filter(name -> !name.contains("done"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("conntracks")
  void aKernelsMessageAndItsRecordHaveOneImage(String name) {
    ConntrackEncoder encoder = new ConntrackEncoder(new WireOptions(true, true));
    ConntrackMessage message = new ConntrackMessage();
    ConntrackWire wire = new ConntrackWire();
    MessageWalker walker = KernelMessages.walker(name);
    while (walker.next() && walker.subsystem() == 1) {
      message.wrap(walker);
      byte[] image = Arrays.copyOf(room, encoder.encode(message, into, 0));
      int length = encoder.encode(message.toConntrack(), into, 0);
      assertThat(image).isEqualTo(Arrays.copyOf(room, length));

      assertThat(wire.wrap(into, 0, length)).isTrue();
      assertThat(wire.isComplete()).isTrue();
      assertThat(wire.original().sourceLow()).isEqualTo(message.original().sourceLow());
      assertThat(wire.original().destinationHigh()).isEqualTo(message.original().destinationHigh());
      assertThat(wire.protocol()).isEqualTo(message.protocol());
      assertThat(wire.status()).isEqualTo(message.status());
      assertThat(wire.protocolState()).isEqualTo(message.protocolState());
      assertThat(wire.isRelated()).isEqualTo(message.hasMaster());
      assertThat(wire.zone()).isEqualTo(message.zone());
    }
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void aKernelsExpectationAndItsRecordHaveOneImage(String name) {
    ExpectEncoder encoder = new ExpectEncoder(WireOptions.DEFAULT);
    ExpectMessage message = new ExpectMessage().wrap(KernelMessages.first(name));
    byte[] image = Arrays.copyOf(room, encoder.encode(message, into, 0));
    int length = encoder.encode(message.toExpectation(), into, 0);
    assertThat(image).isEqualTo(Arrays.copyOf(room, length));
    ExpectWire wire = new ExpectWire();
    assertThat(wire.wrap(into, 0, length)).isTrue();
    assertThat(wire.toExpectation().orElseThrow().isSameAs(message.toExpectation())).isTrue();
  }

  @Test
  void aLaterEventKeepsWhatItDoesNotRepeat() {
    ConntrackEncoder encoder = new ConntrackEncoder(WireOptions.DEFAULT);
    byte[] first = image(entry().mark(7).helper(new AttachedHelper("ftp")).zone(3).timeout(30));
    byte[] second = image(entry().mark(8).status(Status.CONFIRMED | Status.SEEN_REPLY));
    ConntrackWire before = wire(first);
    int length = encoder.encodeOver(before, wire(second), into, 0);
    Conntrack merged = wire(Arrays.copyOf(room, length)).toConntrack().orElseThrow();
    assertThat(merged.mark()).hasValue(8);
    assertThat(merged.helper()).contains(new AttachedHelper("ftp"));
    assertThat(merged.zone()).hasValue(3);
    assertThat(merged.timeout()).hasValue(30);
    assertThat(merged.status()).hasValue(Status.CONFIRMED | Status.SEEN_REPLY);
  }

  @Test
  void anImageMayBeMadeWhereTheOneBeforeLies() {
    ConntrackEncoder encoder = new ConntrackEncoder(WireOptions.DEFAULT);
    byte[] first = image(entry().helper(new AttachedHelper("ftp")).labels(Labels.of(5, 70)));
    byte[] second = image(entry().mark(8).timeout(9));
    System.arraycopy(first, 0, room, 0, first.length);
    ConntrackWire before = new ConntrackWire();
    before.wrap(into, 0, first.length);
    int length = encoder.encodeOver(before, wire(second), into, 0);
    Conntrack merged = wire(Arrays.copyOf(room, length)).toConntrack().orElseThrow();
    assertThat(merged.labels()).contains(Labels.of(5, 70));
    assertThat(merged.mark()).hasValue(8);
  }

  /// IPv6 translated both ways and expected, with every attribute, and as many labels as a peer may
  /// send.
  @Test
  void theLongestImageFits() {
    Tuple tuple =
        Tuple.tcp(new Endpoint(Address.of("fd01::2"), 1), new Endpoint(Address.of("fd02::2"), 2));
    SequenceAdjustment adjustment = new SequenceAdjustment(1, 2, 3);
    NatRange nat = NatRange.of(Address.of("fd03::1"), 9);
    byte[] image =
        image(
            Conntrack.of(tuple, tuple.inverse())
                .status(-1)
                .timeout(1)
                .mark(1)
                .zone(1)
                .protocolInfo(
                    new ProtocolInfo.Tcp(
                        3,
                        OptionalInt.of(1),
                        OptionalInt.of(2),
                        Optional.empty(),
                        Optional.empty()))
                .master(tuple)
                .sourceNat(nat)
                .destinationNat(nat)
                .originalAdjustment(adjustment)
                .replyAdjustment(adjustment)
                .helper(new AttachedHelper("elevenchars"))
                .synProxy(new SynProxy(1, 2, 3)));
    byte[] labelled = Arrays.copyOf(image, image.length + 4 + ConntrackAttribute.MAX_LABELS);
    System.arraycopy(
        new byte[] {4, 4, 0, ConntrackAttribute.LABELS, 1}, 0, labelled, image.length, 5);
    ConntrackEncoder encoder = new ConntrackEncoder(new WireOptions(true, true));
    int length = encoder.encode(wire(labelled), into, 0);
    assertThat(length).isEqualTo(1304);
    assertThat(wire(Arrays.copyOf(room, length)).helper()).isEqualTo("elevenchars");
  }

  @Test
  void noTimeoutIsSentWhereTheCommitHasItsOwn() {
    ConntrackEncoder encoder = new ConntrackEncoder(new WireOptions(false, false));
    int length = encoder.encode(entry().timeout(30).build(), into, 0);
    assertThat(wire(Arrays.copyOf(room, length)).hasTimeout()).isFalse();
  }

  /// A peer refuses the whole message for a longer name.
  @Test
  void aNameThatNoPeerTakesStaysOut() {
    assertThat(wire(image(entry().helper(new AttachedHelper("elevenchars")))).helper())
        .isEqualTo("elevenchars");
    assertThat(wire(image(entry().helper(new AttachedHelper("twelve-chars")))).hasHelper())
        .isFalse();
  }

  @Test
  void labelsWithoutAnyBitStayOut() {
    assertThat(image(entry().labels(Labels.NONE))).isEqualTo(image(entry()));
  }

  /// `192.168.1.2:5000 -> .2.2:53`, source translated to `192.168.2.1:20004`, whose port bytes are
  /// exchanged on the wire.
  @Test
  void portsOfTranslationAreLittleEndian() {
    Conntrack entry =
        entry()
            .status(Status.CONFIRMED | Status.SRC_NAT | Status.SRC_NAT_DONE)
            .sourceNat(NatRange.of(Address.of("192.168.2.1"), 20004))
            .build();
    int length = new ConntrackEncoder(WireOptions.DEFAULT).encode(entry, into, 0);
    byte[] image = Arrays.copyOf(room, length);
    assertThat(HexFormat.of().formatHex(image)).endsWith("0008000cc0a802010006000e244e0000");
    assertThat(wire(image).toConntrack()).contains(entry);
  }

  /// The `DONE` bits say that the kernel has looked for a translation, whatever it found.
  @Test
  void aTranslationIsSentOnceItIsDone() {
    ConntrackBuilder translated = entry().sourceNat(NatRange.of(Address.of("192.168.2.1")));
    assertThat(image(translated.status(Status.SRC_NAT_DONE)))
        .isNotEqualTo(image(entry().status(Status.SRC_NAT_DONE)));
    assertThat(image(translated.status(Status.SRC_NAT | Status.DST_NAT_DONE)))
        .isEqualTo(image(entry().status(Status.SRC_NAT | Status.DST_NAT_DONE)));
  }

  @Test
  void halfASynProxyStaysOut() {
    MessageWalker walker = KernelMessages.first("k6.18-ct-new-tcp4-by-ctnetlink");
    ConntrackMessage message = new ConntrackMessage();
    Attributes proxy = new Attributes();
    assertThat(message.wrap(walker).seek(Cta.CTA_SYNPROXY, proxy)).isTrue();
    ConntrackEncoder encoder = new ConntrackEncoder(WireOptions.DEFAULT);
    int whole = encoder.encode(message, into, 0);
    // The third value gets a number that nobody knows: type, behind two attributes and a length.
    proxy.buffer().set(ValueLayout.JAVA_BYTE, proxy.offset() + 8 + 8 + 2, (byte) 9);
    assertThat(encoder.encode(message.wrap(walker), into, 0)).isEqualTo(whole - 16);
  }

  @Test
  void aMessageWithoutFamilyIsWellFormedButNoEntry() {
    ConntrackWire wire = wire(new byte[0]);
    assertThat(wire.isComplete()).isFalse();
    assertThat(wire.toConntrack()).isEmpty();
    ExpectWire expectation = new ExpectWire();
    assertThat(expectation.wrap(into, 0, 0)).isTrue();
    assertThat(expectation.toExpectation()).isEmpty();
  }

  @Test
  void ofTwoFamiliesTheLastCounts() {
    HexFormat hex = HexFormat.of();
    byte[] both =
        hex.parseHex(
            "000c0000c0a80102c0a80202"
                + "00240001fd010000000000000000000000000002fd020000000000000000000000000002"
                + "0005000211000000");
    assertThat(wire(both).toConntrack().orElseThrow().original().source())
        .isEqualTo(Address.of("fd01::2"));
  }

  private static ConntrackBuilder entry() {
    return Conntrack.of(TUPLE, TUPLE.inverse()).status(Status.CONFIRMED);
  }

  private byte[] image(ConntrackBuilder entry) {
    ConntrackEncoder encoder = new ConntrackEncoder(new WireOptions(true, true));
    return Arrays.copyOf(room, encoder.encode(entry.build(), into, 0));
  }

  private static ConntrackWire wire(byte[] image) {
    ConntrackWire wire = new ConntrackWire();
    assertThat(wire.wrap(MemorySegment.ofArray(image), 0, image.length)).isTrue();
    return wire;
  }
}
