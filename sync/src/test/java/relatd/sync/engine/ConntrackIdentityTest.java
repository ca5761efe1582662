// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Endpoint;
import relatd.conntrack.SynProxy;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.KernelMessages;
import relatd.sync.wire.WireOptions;

/// Kernel and peer name one connection alike.
class ConntrackIdentityTest {
  private static final KeyHash HASH = new KeyHash(7);
  private static final WireOptions ALL = new WireOptions(true, true);
  private static final Tuple TUPLE =
      Tuple.udp(
          new Endpoint(Address.of("192.0.2.1"), 1000), new Endpoint(Address.of("192.0.2.2"), 53));

  private record Image(MemorySegment bytes, int length) {}

  private static Image image(ConntrackMessage message) {
    MemorySegment bytes = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
    return new Image(bytes, new ConntrackEncoder(ALL).encode(message, bytes, 0));
  }

  private static Image image(ConntrackBuilder entry) {
    MemorySegment bytes = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
    return new Image(bytes, new ConntrackEncoder(ALL).encode(entry.build(), bytes, 0));
  }

  private static PeerConntrack peer(Image image) {
    return new PeerConntrack(ALL).wrap(image.bytes, 0, image.length);
  }

  private static boolean matches(PeerConntrack one, Image other) {
    return one.matches(other.bytes, 0, other.length);
  }

  static List<ConntrackMessage> recorded() {
    List<ConntrackMessage> messages = new ArrayList<>();
    for (String kind : List.of("-ct-new-", "-ct-update-", "-ct-destroy-")) {
      for (String name : KernelMessages.named(kind)) {
        if (!name.contains("nfqueue")) { // a conntrack inside a queued packet is no event
          messages.add(new ConntrackMessage().wrap(KernelMessages.first(name)));
        }
      }
    }
    return messages;
  }

  @Test
  void anEventAndItsImageAreTheSame() {
    assertThat(recorded()).hasSizeGreaterThan(50);
    for (ConntrackMessage message : recorded()) {
      Image image = image(message);
      KernelConntrack kernel = new KernelConntrack(ALL).of(message);
      assertThat(kernel.matches(image.bytes, 0, image.length)).isTrue();
      assertThat(matches(peer(image), image)).isTrue();
      assertThat(kernel.hash(HASH)).isEqualTo(peer(image).hash(HASH));
    }
  }

  @Test
  void aGlanceAtAnImageSeesTheSame() {
    int seen = 0;
    for (ConntrackMessage message : recorded()) {
      Image image = image(message);
      ConntrackIdentity glance = new ConntrackIdentity();
      if (glance.peek(image.bytes, 0, image.length)) {
        seen++;
        assertThat(glance.hash(HASH)).isEqualTo(peer(image).hash(HASH));
      }
    }
    assertThat(seen).as("of %d", recorded().size()).isGreaterThan(recorded().size() / 2);
  }

  @Test
  void aGlanceAtAnyCutReadsNothingBehindIt() {
    for (ConntrackMessage message : recorded()) {
      Image image = image(message);
      for (int length = 0; length < image.length; length++) {
        MemorySegment cut = image.bytes.asSlice(0, length);
        assertThatCode(() -> new ConntrackIdentity().peek(cut, 0, (int) cut.byteSize()))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void differentConnectionsAreDifferent() {
    List<ConntrackMessage> all = recorded();
    for (ConntrackMessage one : all) {
      for (ConntrackMessage other : all) {
        boolean same = one.original().toTuple().equals(other.original().toTuple());
        boolean withIdentifiers = one.protocol() != 47 && one.protocol() != 136;
        if (!same && withIdentifiers || one.zone() != other.zone()) {
          assertThat(matches(peer(image(one)), image(other))).isFalse();
        }
      }
    }
  }

  @Test
  void theZoneCounts() {
    ConntrackBuilder plain = Conntrack.of(TUPLE, TUPLE.inverse()).status(8).timeout(30);
    ConntrackBuilder zoned = Conntrack.of(TUPLE, TUPLE.inverse()).status(8).timeout(30).zone(7);
    assertThat(matches(peer(image(plain)), image(zoned))).isFalse();
    assertThat(matches(peer(image(zoned)), image(plain))).isFalse();
    assertThat(matches(peer(image(zoned)), image(zoned))).isTrue();
  }

  /// The end of another attribute may look like a zone.
  @Test
  void whatLooksLikeAZoneIsNone() {
    SynProxy misleading = new SynProxy(1, 0x0006_0020, 0x0007_0000);
    ConntrackBuilder entry =
        Conntrack.of(TUPLE, TUPLE.inverse()).status(8).timeout(30).synProxy(misleading);
    ConntrackBuilder plain = Conntrack.of(TUPLE, TUPLE.inverse()).status(8).timeout(30);
    assertThat(matches(peer(image(plain)), image(entry))).isTrue();
  }
}
