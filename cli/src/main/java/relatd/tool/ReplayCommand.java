// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import relatd.helper.HelperCatalog;
import relatd.helper.replay.CaptureException;
import relatd.helper.replay.EventJson;
import relatd.helper.replay.EventText;
import relatd.helper.replay.NatPairReplay;
import relatd.helper.replay.Replay;
import relatd.helper.replay.ReplayEvent;

/// `relatd replay`: captures through the helpers.
final class ReplayCommand implements Command {
  private final PrintStream out;
  private final PrintStream err;

  ReplayCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> args) {
    ReplayArguments wanted = ReplayArguments.parse(args, HelperCatalog.installed());
    int status = 0;
    for (Path file : wanted.files()) {
      if (wanted.files().size() > 1 && !wanted.json()) {
        out.println("# " + file);
      }
      try {
        status = Math.max(status, replay(file, wanted));
      } catch (IOException e) {
        out.flush();
        err.println("relatd replay: " + reason(file, e));
        status = 1;
      }
    }
    return status;
  }

  private int replay(Path file, ReplayArguments wanted) throws IOException {
    Optional<Path> other = wanted.natPair();
    if (other.isEmpty()) {
      Replay replay = new Replay(wanted.ports(), event -> print(event, wanted.json()));
      Replay.Summary summary = (wanted.explain() ? replay.explaining() : replay).file(file);
      say(
          wanted,
          "%d frames, %d TCP or UDP packets, %d damaged"
              .formatted(summary.frames(), summary.packets(), summary.damaged()));
      return 0;
    }
    NatPairReplay pair = new NatPairReplay(wanted.ports(), event -> print(event, wanted.json()));
    NatPairReplay.Comparison result =
        (wanted.explain() ? pair.explaining() : pair).run(file, other.get());
    say(
        wanted,
        "%d packets as the other side received them, %d in other words, %d to be sent again, %d rewritten by ours alone, %d different"
            .formatted(
                result.equal(),
                result.respelled(),
                result.postponed(),
                result.oursAlone(),
                result.different()));
    return result.different() == 0 ? 0 : 1;
  }

  private void say(ReplayArguments wanted, String summary) {
    if (!wanted.json()) {
      out.println("# " + summary);
    }
  }

  private void print(ReplayEvent event, boolean json) {
    if (!json) {
      out.println(EventText.line(event));
      if (!event.evidence().isEmpty()) {
        out.println("    " + event.evidence());
      }
      return;
    }
    switch (event.kind()) {
      case EXPECT, WITHDRAW, REFUSE, OPAQUE -> out.println(EventJson.line(event));
      case IGNORE -> {} // the protocol's daily talk
      case DROP, REWRITE -> {} // what becomes of packets, not of expectations
    }
  }

  private static String reason(Path file, IOException e) {
    return switch (e) {
      case CaptureException capture -> capture.getMessage();
      case NoSuchFileException _ -> file + ": there is no such file";
      case java.nio.file.AccessDeniedException _ -> file + ": permission denied";
      default -> file + ": " + e.getMessage();
    };
  }
}
