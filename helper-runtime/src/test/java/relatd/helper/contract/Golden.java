// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import relatd.helper.Helper;
import relatd.helper.replay.EventText;
import relatd.helper.replay.HelperPorts;
import relatd.helper.replay.NatPairReplay;
import relatd.helper.replay.Replay;

/// The text of a replay, and the file it must equal. With `-Drelatd.golden=write` the file is
/// written instead; read it before committing it.
final class Golden {
  private static final boolean WRITE = "write".equals(System.getProperty("relatd.golden"));

  private Golden() {}

  static void check(Captures.Capture capture, Helper helper, int different) throws IOException {
    String text = text(capture, helper, different);
    if (WRITE) {
      Files.writeString(capture.expected(), text);
    }
    assertThat(capture.expected()).as("golden file (-Drelatd.golden=write makes it)").exists();
    assertThat(text).isEqualTo(Files.readString(capture.expected()));
  }

  /// Whether files that recipes make are to be written.
  static boolean isWriting() {
    return WRITE;
  }

  private static String text(Captures.Capture capture, Helper helper, int different)
      throws IOException {
    List<String> lines = new ArrayList<>();
    HelperPorts ports = new HelperPorts().add(helper);
    if (capture.otherSide().isPresent()) {
      Path other = capture.otherSide().get();
      NatPairReplay.Comparison sides =
          new NatPairReplay(ports, event -> lines.add(EventText.line(event)))
              .run(capture.file(), other);
      assertThat(sides.oursAlone() + sides.different())
          .as("packets that came out otherwise than the other side received them: %s", lines)
          .isEqualTo(different);
    } else {
      new Replay(ports, event -> lines.add(EventText.line(event))).file(capture.file());
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
