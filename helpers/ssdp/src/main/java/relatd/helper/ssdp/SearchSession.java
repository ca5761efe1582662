// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;
import relatd.helper.TextMessages;
import relatd.helper.Transport;

/// The datagrams of a search. To the group: anybody may answer. An answer, on a connection that was
/// expected or as the reply to a search of a single device: the description that it names may be
/// fetched.
///
/// ```
///   M-SEARCH * HTTP/1.1                             HTTP/1.1 200 OK
///   HOST: 239.255.255.250:1900                      LOCATION: http://192.168.0.1:49152/desc.xml
///   MAN: "ssdp:discover" ...                        ST: ...
/// ```
final class SearchSession implements Session {
  private static final String SEARCH = "M-SEARCH * HTTP/1.";
  private static final int MIN_PORT = 1_024;
  private static final int HTTP = 80;

  private final Connection master;
  private final Options options;
  private final boolean group;
  private final boolean answering;
  private final Decision answers;
  private final TextMessages messages =
      new TextMessages((payload, from, _) -> payload.matches(from, "HTTP/1."), false, false);
  private boolean asked;

  SearchSession(Connection master, Options options, boolean group) {
    this.master = master;
    this.options = options;
    this.group = group;
    answering = master.isExpected();
    Offer offer =
        Offer.onOwnPort(master, Direction.ORIGINAL, Transport.UDP)
            .fromGroup(options)
            .permanent()
            .followedBy(SsdpHelper.NAME);
    answers = new Decision.Expect(List.of(offer.build()), Optional.empty());
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    boolean original = payload.direction() == Direction.ORIGINAL;
    if (answering ? original : !original && asked) {
      answer(payload, decisions);
    } else if (original && isSearch(payload)) {
      search(decisions);
    }
    return payload.length();
  }

  private void search(Consumer<Decision> decisions) {
    asked = !group;
    if (group
        && master.original().destinationPort() == SsdpHelper.PORT
        && master.original().sourcePort() != SsdpHelper.PORT) {
      decisions.accept(answers);
      decisions.accept(Decision.KeepMaster.AS_EXPECTED);
    }
  }

  private static boolean isSearch(Payload payload) {
    int version = SEARCH.length();
    return payload.matches(0, SEARCH)
        && payload.length() > version + 1
        && (payload.u8(version + 1) == '\r' || payload.u8(version + 1) == '\n');
  }

  private void answer(Payload payload, Consumer<Decision> decisions) {
    messages.begin(payload);
    boolean positive =
        messages.next() == TextMessages.Found.HEAD
            && payload.matches(messages.lineFrom() + "HTTP/1.1".length(), " 200");
    if (!positive || !messages.field("LOCATION")) {
      return;
    }
    Optional<HttpUrl> url = HttpUrl.read(payload, messages.valueFrom(), messages.valueTo());
    if (url.isEmpty()) {
      decisions.accept(new Decision.Refuse("LOCATION that names no address"));
      return;
    }
    description(payload.direction(), url.get(), decisions);
  }

  private void description(Direction device, HttpUrl url, Consumer<Decision> decisions) {
    int port = url.endpoint().port();
    boolean rightPort =
        OfferRules.isOwnPort(port, options, MIN_PORT) || port == HTTP && !options.minPortGiven();
    if (!rightPort
        || url.endpoint().address().family() != master.family()
        || !OfferRules.isOwnAddress(master, device, url.endpoint().address(), options)) {
      String from = master.realSelf(device).address().toString();
      decisions.accept(new Decision.Refuse("LOCATION " + url.endpoint() + " from " + from));
      return;
    }
    Offer offer =
        Offer.by(master, device, Transport.TCP, port)
            .at(url.endpoint().address())
            .permanent()
            .followedBy(SsdpHelper.NAME);
    boolean translated =
        !master.realSelf(device).address().equals(master.publicSelf(device).address());
    Announcement text =
        (granted, edits) -> {
          edits.replace(url.from(), url.to() - url.from(), HttpUrl.text(granted));
          return true;
        };
    decisions.accept(
        new Decision.Expect(
            List.of((translated ? offer : offer.untranslated()).build()),
            Optional.of(text).filter(_ -> translated)));
    decisions.accept(Decision.KeepMaster.AS_EXPECTED);
  }
}
