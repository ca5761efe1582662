// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.contract.Dialogue;

class RtspGrammarTest {
  private static final Address SELF = Address.of("192.0.2.1");
  private static final Tuple ASKED =
      Tuple.tcp(
          new Endpoint(Address.of("10.77.1.2"), 40_000),
          new Endpoint(Address.of("10.77.2.2"), 554));

  private static Optional<TransportSpec> read(String text) {
    return TransportSpec.read(Dialogue.payload(text), 0, text.length());
  }

  private static String setup(String transport) {
    return "SETUP rtsp://h/a RTSP/1.0\r\nCSeq: 2\r\nTransport: " + transport + "\r\n\r\n";
  }

  private static String ok(String transport) {
    return "RTSP/1.0 200 OK\r\nCSeq: 2\r\nTransport: " + transport + "\r\n\r\n";
  }

  @Test
  void readsBothSpellingsOfATransport() {
    TransportSpec old = read("RTP/AVP;unicast;client_port=5000-5001;source=10.0.0.1").orElseThrow();
    assertThat(old.client().text()).isEqualTo("5000-5001");
    assertThat(old.source()).contains(Address.of("10.0.0.1"));
    TransportSpec later =
        read("RTP/AVP/UDP;dest_addr=\":5000\"/\":5001\";src_addr=\"10.0.0.1:6000\"").orElseThrow();
    assertThat(later.client().text()).isEqualTo("5000-5001");
    assertThat(later.server().text()).isEqualTo("6000");
    assertThat(later.source()).contains(Address.of("10.0.0.1"));
  }

  @Test
  void readsNothingElse() {
    for (String other :
        new String[] {
          "RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP;multicast;port=1-2", "RAW/RAW/UDP",
          "RTP/AVP;client_port=0-1", "RTP/AVP;client_port=5000-", "RTP/AVP;destination=name",
          "RTP/AVP;dest_addr=", "RTP/AVP;dest_addr=\"", "RTP/AVP;dest_addr=\":5000\"/",
          "RTP/AVP;dest_addr=\":5000\"x", "RTP/AVP;dest_addr=\"5000\"", ""
        }) {
      assertThat(read(other)).as(other).isEmpty();
    }
  }

  @Test
  void underTranslationTheServerReadsPublicPortsAndTheClientItsOwn() {
    Dialogue dialogue =
        new Dialogue(
                new RtspHelper(),
                Dialogue.sourceNat(ASKED, new Endpoint(SELF, 40_000)),
                Options.DEFAULTS)
            .moving(10);
    dialogue.client(setup("RTP/AVP;unicast;destination=10.77.1.2;client_port=5000-5001"));
    assertThat(dialogue.expected()).hasSize(2);
    assertThat(dialogue.expected().getFirst().tuple().destination()).isEqualTo(SELF);
    assertThat(dialogue.rewritten(new Endpoint(SELF, 5_010), true))
        .contains(setup("RTP/AVP;unicast;destination=192.0.2.1;client_port=5010-5011"));
    dialogue.moving(0).server(ok("RTP/AVP;unicast;client_port=5010-5011;server_port=6000-6001"));
    assertThat(dialogue.expected()).hasSize(2);
    assertThat(dialogue.rewritten(new Endpoint(ASKED.destination(), 6_000), false))
        .contains(ok("RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001"));
    dialogue.client(setup("RTP/AVP;unicast;client_port=5000-5001"));
  }

  @Test
  void theServersPortsCannotBecomeOthers() {
    Dialogue dialogue =
        new Dialogue(
            new RtspHelper(),
            Dialogue.sourceNat(ASKED, new Endpoint(SELF, 40_000)),
            Options.DEFAULTS);
    dialogue.client(setup("RTP/AVP;unicast;client_port=5000-5001"));
    String answer = ok("RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001");
    dialogue.server(answer);
    assertThat(dialogue.rewritten(new Endpoint(SELF, 6_000), false)).contains(answer);
    assertThat(dialogue.rewritten(new Endpoint(SELF, 6_002), true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Session: 47112344                   | 300",
        "Session: 47112344;timeout=60        | 300",
        "Session: 47112344;timeout=200       | 400",
        "Session: 47112344; x=1; timeout=900 | 1800",
        "Session: 47112344;timeout=          | 300",
        "Session: 47112344;timeout=200000    | 300",
        "Session: 47112344;x\\r\\nX-y: ;timeout=900 | 300",
        "Server: x                           | 300",
      })
  void anAcceptedSetupKeepsTheConnectionForTwoTimeoutsOfItsSession(String field, int seconds) {
    Dialogue dialogue = new Dialogue(new RtspHelper(), Connection.of(ASKED), Options.DEFAULTS);
    String transport = "RTP/AVP;unicast;client_port=5000-5001";
    dialogue.client(setup(transport));
    String header = field.translateEscapes();
    assertThat(dialogue.server(ok(transport + "\r\n" + header)))
        .contains(new Decision.KeepMaster(seconds));
    dialogue.client(setup(transport));
    assertThat(dialogue.server("RTSP/1.0 454 No\r\nCSeq: 2\r\n" + header + "\r\n\r\n"))
        .noneMatch(Decision.KeepMaster.class::isInstance);
  }
}
