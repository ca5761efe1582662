// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;

/// Each line that the C tool printed comes out again from what it says.
class TranscriptTextTest {
  private static final String CONNTRACK =
      "(\\[\\d+\\.\\d+\\]\t)?( *\\[(NEW|UPDATE|DESTROY)\\] )?(ipv[46] +\\d+ )?[a-z]+6? +\\d+ .*src=.*";
  private static final String EXPECTATION =
      "(\\[\\d+\\.\\d+\\]\t)?( *\\[(NEW|UPDATE|DESTROY)\\] )?\\d+ proto=.*";

  private static List<String> lines(Transcript transcript, String form) {
    return transcript.lines().stream().filter(line -> line.matches(form)).toList();
  }

  static List<Transcript> conntracks() {
    return Transcript.all().stream().filter(t -> !lines(t, CONNTRACK).isEmpty()).toList();
  }

  static List<Transcript> expectations() {
    return Transcript.all().stream().filter(t -> !lines(t, EXPECTATION).isEmpty()).toList();
  }

  @Test
  void thereAreManyTranscripts() {
    assertThat(conntracks()).hasSizeGreaterThan(100);
    assertThat(conntracks().stream().mapToInt(t -> lines(t, CONNTRACK).size()).sum())
        .isGreaterThan(600);
    assertThat(expectations()).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @MethodSource("conntracks")
  void printsConntracksAsTheCToolDid(Transcript transcript) {
    Printer<Conntrack> printer = new ConntrackText(transcript.style());
    for (String line : lines(transcript, CONNTRACK)) {
      Reading<Conntrack> read = new LineReader(line, transcript.style().labels()).conntrack();
      assertThat(read.printedBy(printer)).isEqualTo(line);
    }
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void printsExpectationsAsTheCToolDid(Transcript transcript) {
    Printer<Expectation> printer = new ExpectationText(transcript.style());
    for (String line : lines(transcript, EXPECTATION)) {
      Reading<Expectation> read = new LineReader(line, transcript.style().labels()).expectation();
      assertThat(read.printedBy(printer)).isEqualTo(line);
    }
  }
}
