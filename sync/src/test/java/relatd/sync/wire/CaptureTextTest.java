// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each capture of the C daemon reads as the text beside it says. With `-Drelatd.golden=write` the
/// texts are written instead.
class CaptureTextTest {
  private final Map<String, byte[]> rests = new HashMap<>();

  static Stream<String> captures() {
    return Capture.ofSync().stream();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void readsAsTheTextBesideIt(String name) throws IOException {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Capture.Payload payload : Capture.of(name).payloads()) {
      number++;
      text.append(
          "#%d %s > %s, %d bytes%n"
              .formatted(number, payload.from(), payload.to(), payload.bytes().length));
      text.append(read(payload));
    }
    Path file = Capture.text(name);
    if ("write".equals(System.getProperty("relatd.golden"))) {
      Files.writeString(file, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(file));
  }

  private String read(Capture.Payload payload) {
    WireCounters counters = new WireCounters();
    String way = payload.from() + ">" + payload.to();
    byte[] bytes = payload.stream() ? joined(rests.get(way), payload.bytes()) : payload.bytes();
    SyncWalker walker = new SyncWalker(counters);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    if (payload.stream()) {
      walker.wrapStream(segment, 0, bytes.length);
    } else {
      walker.wrapDatagram(segment, 0, bytes.length);
    }
    StringBuilder text = new StringBuilder();
    while (walker.next()) {
      WireText.lines(walker.message()).forEach(line -> text.append(line).append('\n'));
    }
    if (payload.stream()) {
      rests.put(way, Arrays.copyOfRange(bytes, (int) walker.rest(), bytes.length));
    }
    for (MalformedWire cause : MalformedWire.values()) {
      if (counters.of(cause) > 0) {
        text.append("! %s: %d%n".formatted(cause.text(), counters.of(cause)));
      }
    }
    return text.toString();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first == null || first.length == 0) {
      return second;
    }
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
