// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each request of the control socket, as four bytes of a raw client (`socket-protocol`): a daemon
/// in FT-FW gives as many bytes as 1.4.7 gave, with the same first line, and closes.
@Tag("kernel")
@ExtendWith(Control.class)
final class GoldenSocketTest {
  private static final Pattern REQUEST =
      Pattern.compile("request +(-?\\d+) .*-> +(\\d+) bytes, then EOF; first line: ['\"](.*)['\"]");

  /// What depends on the entries of the moment.
  private static final Pattern ENTRIES =
      Pattern.compile("^(udp|unknown|<flow|proto|resent|cache:|allocated).*");

  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void everyRequestIsAnsweredAsItWas(SyncProgram program) throws IOException {
    try (GoldenSession session = new GoldenSession(program)) {
      GoldenLab lab = session.lab();
      lab.start(
          1, GoldenConf.sync(1, "FTFW", "Multicast", 1, "", "Options {\nExpectationSync on\n}"));
      String entry = "conntrack -I -p udp -s 10.1.0.2 -d 10.2.0.2 --sport 1 --dport 2 -t 3000";
      lab.node(1).run(entry.split(" ")).orFail();
      List<String> theirs = new ArrayList<>();
      List<String> ours = new ArrayList<>();
      Matcher recorded = REQUEST.matcher(GoldenRun.of("socket-protocol").out());
      while (recorded.find()) {
        int number = Integer.parseInt(recorded.group(1));
        String first = recorded.group(3).replace("\\t", "\t");
        theirs.add(line(number, Integer.parseInt(recorded.group(2)), first));
        String answer = ask(lab.file(1, "ctl"), number);
        ours.add(line(number, answer.length(), answer.lines().findFirst().orElse("")));
      }
      assertThat(theirs).hasSizeGreaterThan(35);
      assertThat(ours).isEqualTo(theirs);
    }
  }

  private static String line(int number, int bytes, String first) {
    Matcher entries = ENTRIES.matcher(first);
    return entries.matches() // of several entries, the membership report (unknown) may come first
        ? "%d: %s".formatted(number, entries.group(1).replace("unknown", "udp"))
        : "%d: %d bytes: %s".formatted(number, bytes, first);
  }

  private static String ask(Path socket, int request) throws IOException {
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(request);
      client.write(number.flip());
      ByteBuffer answer = ByteBuffer.allocate(1 << 20);
      while (client.read(answer) >= 0) {}
      return StandardCharsets.ISO_8859_1.decode(answer.flip()).toString();
    }
  }
}
