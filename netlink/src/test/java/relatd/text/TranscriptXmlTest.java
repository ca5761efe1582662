// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.TcpState;

/// Each element that the C tool printed comes out again from what it says, but for its mistakes.
class TranscriptXmlTest {
  static List<Transcript> conntracks() {
    return Transcript.all().stream()
        .filter(t -> t.lines().stream().anyMatch(l -> l.startsWith("<flow") && isConntrack(l)))
        .toList();
  }

  static List<Transcript> expectations() {
    return Transcript.all().stream()
        .filter(t -> t.lines().stream().anyMatch(l -> l.startsWith("<flow") && !isConntrack(l)))
        .toList();
  }

  private static boolean isConntrack(String line) {
    return line.contains("<meta direction=");
  }

  @Test
  void thereAreManyTranscripts() {
    assertThat(conntracks()).hasSizeGreaterThan(10);
    assertThat(expectations()).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @MethodSource("conntracks")
  void printsConntracksAsTheCToolDid(Transcript transcript) throws Exception {
    Printer<Conntrack> printer = new ConntrackXml(transcript.style());
    for (String line : elements(transcript)) {
      Reading<Conntrack> read = new ElementReader(line, transcript.style().labels()).conntrack();
      assertThat(read.printedBy(printer)).isEqualTo(withOwnStateName(line, read.entry()));
    }
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void printsExpectationsAsTheCToolDid(Transcript transcript) throws Exception {
    Printer<Expectation> printer = new ExpectationXml(transcript.style());
    for (String line : elements(transcript)) {
      Reading<Expectation> read =
          new ElementReader(line, transcript.style().labels()).expectation();
      assertThat(read.printedBy(printer)).isEqualTo(line);
    }
  }

  /// A whole list, from declaration to end tag.
  @Test
  void framesADocumentAsTheCToolDid() {
    Transcript list =
        Transcript.all().stream()
            .filter(t -> t.name().equals("conntrack/list-xml.txt"))
            .findFirst()
            .orElseThrow();
    String text = String.join("\n", list.lines()) + "\n";
    Printer<Conntrack> printer = Printer.ofConntracks(list.style());
    assertThat(text).startsWith(printer.opening()).endsWith(printer.closing());
    assertThat(printer).isInstanceOf(ConntrackXml.class);
  }

  /// The C tool appends the causing program behind the element, which is no XML.
  private static List<String> elements(Transcript transcript) {
    return transcript.lines().stream()
        .filter(line -> line.startsWith("<flow"))
        .map(line -> line.replaceFirst(" \\[USERSPACE\\].*", ""))
        .toList();
  }

  private static String withOwnStateName(String line, Conntrack entry) {
    return entry
        .protocolInfo()
        .filter(info -> !(info instanceof ProtocolInfo.Tcp))
        .map(info -> line.replace(state(TcpState.name(info.state())), state(info.stateName())))
        .orElse(line);
  }

  private static String state(String name) {
    return "<state>" + name + "</state>";
  }
}
