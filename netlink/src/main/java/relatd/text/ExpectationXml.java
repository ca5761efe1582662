// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;

/// Expectations as XML, one `flow` element a line.
public final class ExpectationXml implements Printer<Expectation> {
  private final OutputStyle style;

  public ExpectationXml(OutputStyle style) {
    this.style = style;
  }

  @Override
  public String opening() {
    return Xml.DECLARATION + "<expect>\n";
  }

  @Override
  public String closing() {
    return "</expect>\n";
  }

  @Override
  public String entry(Expectation entry, Instant now) {
    Xml xml = new Xml().open("flow");
    return describe(xml, entry, now);
  }

  @Override
  public String event(EventType type, Expectation entry, Optional<Origin> origin, Instant now) {
    Xml xml = new Xml().raw("<flow type=\"" + type.name().toLowerCase(Locale.ROOT) + "\">");
    return describe(xml, entry, now);
  }

  private String describe(Xml xml, Expectation entry, Instant now) {
    Tuple tuple = entry.tuple();
    each(xml.layer3(tuple.family()), entry, Xml::addresses);
    xml.close("layer3");
    each(xml.layer4(tuple.protocol()), entry, Xml::identifiers);
    xml.close("layer4").open("meta");
    if (!entry.helper().isEmpty()) {
      xml.element("helper-name", entry.helper());
    }
    xml.element("timeout", entry.timeout()).element("class", entry.policyClass());
    if (entry.zone() != 0) {
      xml.element("zone", entry.zone());
    }
    if (style.has(OutputOption.TIMESTAMP)) {
      xml.raw(Times.when(now, style.zone()));
    }
    ExpectationText.flags(entry).forEach(name -> xml.empty(name.toLowerCase(Locale.ROOT)));
    return xml.close("meta").close("flow").end();
  }

  /// What is said of each of the three tuples, in elements named after them.
  private static void each(Xml xml, Expectation entry, BiConsumer<Xml, Tuple> part) {
    nested(xml, "expected", entry.tuple(), part);
    nested(xml, "mask", entry.mask().asTuple(entry.tuple()), part);
    nested(xml, "master", entry.master(), part);
  }

  private static void nested(Xml xml, String name, Tuple tuple, BiConsumer<Xml, Tuple> part) {
    xml.open(name);
    part.accept(xml, tuple);
    xml.close(name);
  }
}
