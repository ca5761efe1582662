// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Counters;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.TcpState;
import relatd.conntrack.Timestamps;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

/// Reads `flow` elements of conntrack(8) back into records.
final class ElementReader {
  private static final Instant SOME_TIME = Instant.ofEpochSecond(1_800_000_000L);

  private final Element flow;
  private final LabelNames labels;
  private Instant now = SOME_TIME;

  ElementReader(String xml, LabelNames labels) throws Exception {
    this.flow =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    this.labels = labels;
    text(flow, "when").ifPresent(_ -> now = when());
  }

  private Instant when() {
    Element when = only(flow, "when").orElseThrow();
    return LocalDateTime.of(
            number(when, "year"),
            number(when, "month"),
            number(when, "day"),
            number(when, "hour"),
            number(when, "min"),
            number(when, "sec"))
        .toInstant(ZoneOffset.UTC);
  }

  private Optional<EventType> type() {
    String type = flow.getAttribute("type").toUpperCase(Locale.ROOT);
    return type.isEmpty() ? Optional.empty() : Optional.of(EventType.valueOf(type));
  }

  Reading<Conntrack> conntrack() {
    List<Element> metas = children(flow, "meta");
    ConntrackBuilder entry = Conntrack.of(tuple(metas.get(0)), tuple(metas.get(1)));
    counters(metas.get(0)).ifPresent(entry::originalCounters);
    counters(metas.get(1)).ifPresent(entry::replyCounters);
    if (metas.size() > 2) {
      independent(entry, metas.get(2), number(only(metas.get(0), "layer4").orElseThrow()));
    }
    text(flow, "helper").map(AttachedHelper::new).ifPresent(entry::helper);
    return new Reading<>(type(), entry.build(), Optional.empty(), now);
  }

  private void independent(ConntrackBuilder entry, Element meta, int protocol) {
    text(meta, "state").ifPresent(v -> entry.protocolInfo(info(protocol, v)));
    text(meta, "timeout").map(Integer::parseUnsignedInt).ifPresent(entry::timeout);
    text(meta, "mark").map(Integer::parseUnsignedInt).ifPresent(entry::mark);
    text(meta, "zone").map(Integer::valueOf).ifPresent(entry::zone);
    text(meta, "use").map(Integer::parseUnsignedInt).ifPresent(entry::use);
    text(meta, "id").map(Integer::parseUnsignedInt).ifPresent(entry::id);
    entry.status(
        Status.CONFIRMED
            | (only(meta, "assured").isPresent() ? Status.ASSURED : 0)
            | (only(meta, "unreplied").isPresent() ? 0 : Status.SEEN_REPLY));
    only(meta, "labels").ifPresent(v -> entry.labels(labels(v)));
    text(meta, "deltatime").map(Long::valueOf).ifPresent(v -> times(entry, meta, v));
  }

  /// The C tool writes SCTP's and DCCP's states with TCP's names of the same number.
  private static ProtocolInfo info(int protocol, String state) {
    int number = TcpState.of(state).orElseThrow();
    return switch (protocol) {
      case Protocol.TCP -> new ProtocolInfo.Tcp(number);
      case Protocol.SCTP -> new ProtocolInfo.Sctp(number, OptionalInt.empty(), OptionalInt.empty());
      default -> new ProtocolInfo.Dccp(number, OptionalInt.empty(), OptionalLong.empty());
    };
  }

  private void times(ConntrackBuilder entry, Element meta, long age) {
    OptionalLong start = nanos(meta, "start");
    long from = start.orElse(SOME_TIME.getEpochSecond() * 1_000_000_000L);
    if (text(flow, "when").isEmpty()) {
      now = Instant.ofEpochSecond((from + 999_999_999L) / 1_000_000_000L + age);
    }
    entry.timestamps(new Timestamps(OptionalLong.of(from), nanos(meta, "stop")));
  }

  private static OptionalLong nanos(Element meta, String name) {
    return only(meta, "timestamp")
        .flatMap(t -> text(t, name))
        .map(v -> OptionalLong.of(Long.parseLong(v)))
        .orElse(OptionalLong.empty());
  }

  private Labels labels(Element list) {
    List<String> set = children(list, "label").stream().map(Node::getTextContent).toList();
    Labels all = Labels.NONE;
    for (int bit = 0; bit < Labels.BITS; bit++) {
      Optional<String> name = labels.name(bit);
      all = name.isPresent() && set.contains(name.get()) ? all.with(bit) : all;
    }
    return all;
  }

  private static Optional<Counters> counters(Element meta) {
    return only(meta, "counters")
        .map(c ->
            new Counters(
                Long.parseLong(text(c, "packets").orElseThrow()),
                Long.parseLong(text(c, "bytes").orElseThrow())));
  }

  private static Tuple tuple(Element meta) {
    Element layer4 = only(meta, "layer4").orElseThrow();
    int zone = text(meta, "zone").map(Integer::valueOf).orElse(0);
    return tuple(only(meta, "layer3").orElseThrow(), layer4, number(layer4), zone);
  }

  private static Tuple tuple(Element layer3, Element layer4, int protocol, int zone) {
    Address source = Address.of(text(layer3, "src").orElseThrow());
    Address destination = Address.of(text(layer3, "dst").orElseThrow());
    return new Tuple(source, destination, protocol, identifiers(layer4), zone);
  }

  private static Layer4 identifiers(Element element) {
    if (text(element, "sport").isPresent()) {
      return new Layer4.Ports(number(element, "sport"), number(element, "dport"));
    }
    if (text(element, "srckey").isPresent()) {
      return new Layer4.Ports(key(element, "srckey"), key(element, "dstkey"));
    }
    return Layer4.NONE;
  }

  private static int key(Element element, String name) {
    return Integer.decode(text(element, name).orElseThrow());
  }

  Reading<Expectation> expectation() {
    Element meta = only(flow, "meta").orElseThrow();
    Tuple mask = part("mask");
    Expectation entry =
        new Expectation(
            part("master"),
            part("expected"),
            new TupleMask(mask.source(), mask.sourcePort()),
            0,
            Integer.parseUnsignedInt(text(meta, "timeout").orElseThrow()),
            0,
            0,
            Integer.parseUnsignedInt(text(meta, "class").orElseThrow()),
            Optional.empty(),
            text(meta, "helper-name").orElse(""),
            "");
    return new Reading<>(type(), entry, Optional.empty(), now);
  }

  private Tuple part(String name) {
    Element layer3 = only(flow, "layer3").orElseThrow();
    Element layer4 = only(flow, "layer4").orElseThrow();
    return tuple(
        only(layer3, name).orElseThrow(), only(layer4, name).orElseThrow(), number(layer4), 0);
  }

  private static int number(Element layer) {
    return Integer.parseInt(layer.getAttribute("protonum"));
  }

  private static int number(Element in, String name) {
    return Integer.parseInt(text(in, name).orElseThrow());
  }

  private static Optional<String> text(Element in, String name) {
    return only(in, name).map(Node::getTextContent);
  }

  /// The first element of this name anywhere inside.
  private static Optional<Element> only(Element in, String name) {
    return Optional.ofNullable((Element) in.getElementsByTagName(name).item(0));
  }

  private static List<Element> children(Element in, String name) {
    List<Element> elements = new ArrayList<>();
    for (Node node = in.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        elements.add(element);
      }
    }
    return elements;
  }
}
