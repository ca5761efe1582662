// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyncWriterTest {
  /// MTU 1500 less the headers of IPv4 and UDP.
  private static final int LIMIT = 1472;

  private final SyncWriter writer =
      new SyncWriter(MemorySegment.ofArray(new byte[1 << 17]), LIMIT, 64);

  static List<String> captures() {
    return Capture.ofSync().stream().filter(name -> !name.contains("vectors")).toList();
  }

  /// Headers, controls and all.
  @ParameterizedTest
  @MethodSource("captures")
  void writesWhatTheOriginalWrote(String name) {
    for (Capture.Payload payload : Capture.of(name).payloads()) {
      writer.reset();
      SyncWalker walker = Wire.datagram(payload.bytes(), new WireCounters());
      while (walker.next()) {
        put(walker.message());
      }
      assertThat(writer.datagrams()).isEqualTo(1);
      assertThat(datagrams().getFirst()).isEqualTo(payload.bytes());
    }
  }

  /// A hundred entries in full datagrams: the borders are where the original put them.
  @Test
  void packsDatagramsAsTheOriginal() {
    List<byte[]> bulk =
        Capture.of("ftfw-startup-resync-aggregate-udp4").payloads().stream()
            .map(Capture.Payload::bytes)
            .filter(bytes -> bytes.length > 100)
            .toList();
    assertThat(bulk).extracting(bytes -> bytes.length).containsExactly(1456, 1456, 1456, 832);
    for (byte[] datagram : bulk) {
      SyncWalker walker = Wire.datagram(datagram, new WireCounters());
      while (walker.next()) {
        put(walker.message());
      }
    }
    assertThat(datagrams()).containsExactlyElementsOf(bulk);
  }

  @Test
  void aDatagramStaysBelowTheLimit() {
    SyncWriter small = new SyncWriter(MemorySegment.ofArray(new byte[64]), 16, 4);
    small.putControl(SyncMessage.ALIVE, 1);
    small.putControl(SyncMessage.ALIVE, 2);
    assertThat(small.datagrams()).isEqualTo(2);
    assertThat(small.length(0)).isEqualTo(8);
  }

  @Test
  void aMessageBeyondTheLimitTravelsAlone() {
    SyncWriter small = new SyncWriter(MemorySegment.ofArray(new byte[256]), 24, 8);
    MemorySegment image = MemorySegment.ofArray(new byte[52]);
    small.putControl(SyncMessage.ALIVE, 1);
    small.putData(SyncMessage.CT_NEW, 0, 2, image, 0, 52);
    small.putControl(SyncMessage.ALIVE, 3);
    assertThat(small.datagrams()).isEqualTo(3);
    assertThat(small.length(1)).isEqualTo(60);
  }

  @Test
  void saysWhenTheBatchIsFull() {
    SyncWriter small = new SyncWriter(MemorySegment.ofArray(new byte[40]), 16, 2);
    small.putControl(SyncMessage.ALIVE, 1);
    assertThat(small.hasRoom(8)).isTrue();
    small.putControl(SyncMessage.ALIVE, 2);
    assertThat(small.hasRoom(8)).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> small.putControl(SyncMessage.ALIVE, 3));
    assertThat(small.reset().hasRoom(40)).isTrue();
    assertThat(small.hasRoom(41)).isFalse();
  }

  private void put(SyncMessage message) {
    if (message.isData()) {
      writer.putData(
          message.type(),
          message.flags(),
          message.sequence(),
          message.buffer(),
          message.attributes(),
          message.attributesLength());
    } else if (message.hasRange()) {
      writer.putControl(message.flags(), message.sequence(), message.from(), message.to());
    } else {
      writer.putControl(message.flags(), message.sequence());
    }
  }

  private List<byte[]> datagrams() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < writer.datagrams(); i++) {
      all.add(writer.buffer().asSlice(writer.offset(i), writer.length(i)).toArray(JAVA_BYTE));
    }
    return all;
  }
}
