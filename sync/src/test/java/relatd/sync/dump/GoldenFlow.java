// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Counters;
import relatd.conntrack.Expectation;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SctpState;
import relatd.conntrack.Status;
import relatd.conntrack.TcpState;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

/// Reads the lines of `conntrackd -i` and `-e`, and of the statistics log, back into records.
public final class GoldenFlow {
  private static final Pattern TUPLE =
      Pattern.compile(
          "src=(\\S+) (?:\\S+-)?dst=(\\S+)"
              + "(?: sport=(\\d+) dport=(\\d+)| type=(\\d+) code=(\\d+) id=(\\d+))?");

  private static final Pattern COUNTERS = Pattern.compile("packets=(\\d+) bytes=(\\d+)");

  private final String line;

  private GoldenFlow(String line) {
    this.line = line;
  }

  public static Conntrack conntrack(String line) {
    return new GoldenFlow(line).conntrack();
  }

  static Expectation expectation(String line) {
    return new GoldenFlow(line).expectation();
  }

  private Conntrack conntrack() {
    String[] words = line.split(" +");
    List<Tuple> tuples = tuples(Integer.parseInt(words[1]));
    Tuple original = tuples.getFirst();
    Tuple reply = tuples.size() > 1 ? tuples.get(1) : original.inverse();
    int status =
        (line.contains("[UNREPLIED]") ? 0 : Status.SEEN_REPLY)
            | (line.contains("[ASSURED]") ? Status.ASSURED : 0)
            | (reply.equals(original.inverse()) ? 0 : Status.SRC_NAT_DONE | Status.DST_NAT_DONE)
            | Status.CONFIRMED;
    ConntrackBuilder entry = Conntrack.of(original, reply).status(status).timeout(300);
    state(original.protocol(), words[2]).ifPresent(entry::protocolInfo);
    value("mark").map(Integer::parseInt).ifPresent(entry::mark);
    value("zone").map(Integer::parseInt).ifPresent(entry::zone);
    value("helper").map(AttachedHelper::new).ifPresent(entry::helper);
    List<Counters> counters = counters();
    if (!counters.isEmpty()) {
      entry.originalCounters(counters.get(0)).replyCounters(counters.get(1));
    }
    return entry.build();
  }

  private static Optional<ProtocolInfo> state(int protocol, String word) {
    OptionalInt number =
        protocol == Protocol.SCTP ? SctpState.of(word) : TcpState.of(word); // others have none
    if (number.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        protocol == Protocol.SCTP
            ? new ProtocolInfo.Sctp(number.getAsInt(), OptionalInt.of(1), OptionalInt.of(2))
            : new ProtocolInfo.Tcp(number.getAsInt()));
  }

  private List<Counters> counters() {
    return COUNTERS
        .matcher(line)
        .results()
        .map(found -> new Counters(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
        .toList();
  }

  private Expectation expectation() {
    List<Tuple> tuples = tuples(Integer.parseInt(value("proto").orElseThrow()));
    Tuple mask = tuples.get(1);
    return new Expectation(
        tuples.get(2),
        tuples.get(0),
        new TupleMask(mask.source(), mask.sourcePort()),
        0,
        300,
        0,
        0,
        Integer.parseInt(value("class").orElseThrow()),
        Optional.empty(),
        value("helper").orElse(""),
        "");
  }

  private List<Tuple> tuples(int protocol) {
    List<Tuple> found = new ArrayList<>();
    Matcher matcher = TUPLE.matcher(line);
    while (matcher.find()) {
      found.add(
          new Tuple(
              Address.of(matcher.group(1)),
              Address.of(matcher.group(2)),
              protocol,
              layer4(matcher)));
    }
    return found;
  }

  private static Layer4 layer4(Matcher matcher) {
    if (matcher.group(3) != null) {
      return new Layer4.Ports(number(matcher, 3), number(matcher, 4));
    }
    return matcher.group(5) == null
        ? Layer4.NONE
        : new Layer4.Icmp(number(matcher, 7), number(matcher, 5), number(matcher, 6));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private Optional<String> value(String name) {
    Matcher matcher = Pattern.compile("(?:^| )" + name + "=(\\S+)").matcher(line);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
