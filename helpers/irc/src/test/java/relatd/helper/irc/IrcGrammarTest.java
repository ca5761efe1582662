// SPDX-License-Identifier: Apache-2.0
package relatd.helper.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.contract.Dialogue;

class IrcGrammarTest {
  private static final Tuple ASKED =
      Tuple.tcp(
          new Endpoint(Address.of("10.77.1.2"), 40_000),
          new Endpoint(Address.of("10.77.2.2"), 6_667));

  private static boolean isKnown(String line) {
    Payload payload = Dialogue.payload(line);
    return IrcLine.isKnown(payload, 0, line.length());
  }

  @Test
  void knowsCommandsBehindTagsAndPrefixes() {
    assertThat(isKnown("nick x")).isTrue();
    assertThat(isKnown("@a=b :x!y@z PRIVMSG b :c")).isTrue();
    assertThat(isKnown("POST / HTTP/1.1")).isFalse();
    assertThat(isKnown("LIST / HTTP/1.0")).isFalse();
    assertThat(isKnown("NICKNAME x")).isFalse();
    assertThat(isKnown("")).isFalse();
  }

  @Test
  void whatAnAllowedThirdHostOffersStaysAsItIs() {
    Endpoint outside = new Endpoint(Address.of("1.2.3.4"), 40_000);
    Options.Network allowed = Options.Network.of("10.77.1.0/24");
    Options options = new Options(1_024, false, List.of(allowed), Map.of());
    Dialogue dialogue = new Dialogue(new IrcHelper(), Dialogue.sourceNat(ASKED, outside), options);
    String third = "PRIVMSG b :\u0001DCC CHAT chat 172818691 50000\u0001\r\n";
    Decision.Expect offer = (Decision.Expect) dialogue.client("NICK a\r\n" + third).getFirst();
    assertThat(offer.announcement()).isEmpty();
    assertThat(offer.group().getFirst().tuple().destination()).isEqualTo(Address.of("10.77.1.3"));
  }

  @Test
  void anOfferIsWrittenWithZerosWhereTheLengthMustNotChange() {
    Endpoint outside = new Endpoint(Address.of("1.2.3.4"), 40_000);
    Dialogue dialogue =
        new Dialogue(new IrcHelper(), Dialogue.sourceNat(ASKED, outside), Options.DEFAULTS);
    dialogue.client("NICK a\r\nPRIVMSG b :\u0001DCC CHAT chat 172818690 50000\u0001\r\n");
    Endpoint granted = new Endpoint(outside.address(), 5_000);
    assertThat(dialogue.rewritten(granted, true).orElseThrow()).contains(" 16909060 5000\u0001");
    assertThat(dialogue.rewritten(granted, false).orElseThrow()).contains(" 016909060 05000\u0001");
    Endpoint far = new Endpoint(Address.of("192.0.2.1"), 50_000);
    assertThat(dialogue.rewritten(far, false)).isEmpty(); // 3221225985 has a digit more
  }
}
