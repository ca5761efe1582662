// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Direction;
import relatd.helper.Payload;

class SipMessageTest {
  private static final String BASE = "From: <sip:a@x>;tag=t\r\nCall-ID: id\r\nCSeq: 1 INVITE\r\n";

  private final SipMessage message = new SipMessage();

  static Payload payload(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Payload()
        .wrap(MemorySegment.ofArray(bytes), 0, bytes.length, Direction.ORIGINAL, false, 0);
  }

  private SipMessage.State read(String text, boolean datagram) {
    Payload payload = payload(text);
    return message.read(payload, 0, payload.indexOf('\n', 0), datagram);
  }

  private SipMessage.State invite(String headers) {
    return read("INVITE sip:b@x SIP/2.0\r\n" + headers + "\r\n", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INVITE sip:bob@x SIP/2.0",
        "!interesting-Method0123456789_*+`'~ SIPS:x sip/2.0",
        "REGISTER tel:+1-201-555-0123 SIP/2.0",
        "OPTIONS urn:service:sos SIP/2.0"
      })
  void requestsAreKnownByMethodSchemeAndVersion(String line) {
    Payload text = payload(line);

    assertThat(StartLine.isRequest(text, 0, line.length())).isTrue();
    for (int end = 0; end <= line.length(); end++) {
      assertThat(StartLine.mayBecome(text, 0, end)).as(line.substring(0, end)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /sip:x HTTP/1.1",
        "GET http://x/ SIP/2.0",
        "INVITE sip:b@x SIP/2.0 ",
        "INVITE  sip:b@x SIP/2.0",
        "INVITE sip:b@x; lr SIP/2.0",
        "INVITE sip:b@x SIP/7.0",
        "INVITE sip: SIP/2.0",
        "INV<ITE sip:b@x SIP/2.0",
        "SIP/2.0 20 OK",
        "SIP/2.0 200",
        ""
      })
  void otherLinesAreNot(String line) {
    Payload text = payload(line);

    assertThat(StartLine.isRequest(text, 0, line.length())).isFalse();
    assertThat(StartLine.isResponse(text, 0, line.length())).isFalse();
  }

  @Test
  void fieldsAreFoundUnderBothNamesFoldedAndWithBlanksBeforeTheColon() {
    assertThat(invite("f \t: <sip:a@x>\r\n ;tag=1\r\nI:id\r\nCSEQ: 1\r\n\tINVITE\r\nm:*\r\n"))
        .isEqualTo(SipMessage.State.WHOLE);
    assertThat(message.method()).isEqualTo(Method.INVITE);
    assertThat(message.has(HeaderName.CONTACT)).isTrue();
    assertThat(message.has(HeaderName.VIA)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1 OPTIONS", "INVITE", "1INVITE", "-1 INVITE", "4294967296 INVITE", "1 INVITE x"})
  void aMessageWithoutAProperCseqSaysNothing(String cseq) {
    assertThat(invite("From: <sip:a@x>\r\nCall-ID: i\r\nCSeq: " + cseq + "\r\n"))
        .isEqualTo(SipMessage.State.IGNORED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "+0", "0x0", "65536", "99999999999999999999", "1 1", "1,1", "1\r\nl: 2"})
  void aContentLengthThatIsNoneLeavesTheEndUnknown(String length) {
    assertThat(read("INVITE sip:b@x SIP/2.0\r\n" + BASE + "l: " + length + "\r\n\r\nxx", false))
        .isEqualTo(SipMessage.State.ENDLESS);
  }

  @Test
  void aStreamWaitsForTheBodyAndADatagramDoesNot() {
    String text = "INVITE sip:b@x SIP/2.0\r\n" + BASE + "Content-Length: 3\r\n\r\nab";

    assertThat(read(text, false)).isEqualTo(SipMessage.State.INCOMPLETE);
    assertThat(read(text, true)).isEqualTo(SipMessage.State.ENDLESS);
    assertThat(read(text + "cINVITE", false)).isEqualTo(SipMessage.State.WHOLE);
    assertThat(message.end()).isEqualTo(text.length() + 1);
  }

  @Test
  void tooManyFieldsHideNoContentLength() {
    String many = "Via: SIP/2.0/UDP x\r\n".repeat(SipMessage.MOST_FIELDS);

    assertThat(invite(BASE + many + "Content-Length: 0\r\n")).isEqualTo(SipMessage.State.ENDLESS);
  }

  @Test
  void aLineThatIsTooLongEndsTheReading() {
    String line = "Subject: " + "x".repeat(SipMessage.LONGEST_LINE) + "\r\n";

    assertThat(invite(BASE + line)).isEqualTo(SipMessage.State.ENDLESS);
    assertThat(read("INVITE sip:b@x SIP/2.0\r\n" + line.trim(), false))
        .isEqualTo(SipMessage.State.ENDLESS);
  }

  /// Found by fuzzing: what the message before ended with was continued.
  @Test
  void aFoldedLineBeforeAnyFieldContinuesNothing() {
    assertThat(invite(BASE)).isEqualTo(SipMessage.State.WHOLE);
    assertThat(invite(" folded\r\n" + BASE)).isEqualTo(SipMessage.State.WHOLE);
  }
}
