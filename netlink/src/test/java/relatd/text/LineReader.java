// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Counters;
import relatd.conntrack.DccpState;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SctpState;
import relatd.conntrack.Status;
import relatd.conntrack.TcpState;
import relatd.conntrack.Timestamps;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

/// Reads lines of conntrack(8) back into records, taking fields by name wherever they stand.
final class LineReader {
  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);
  private static final Pattern CLOCK = Pattern.compile("\\[(\\d+)\\.(\\d+)\\]\t");
  private static final Pattern BOUND = Pattern.compile("\\[(start|stop)=([^\\]]+)\\] ?");
  private static final Instant SOME_TIME = Instant.ofEpochSecond(1_800_000_000L);

  private final LabelNames labels;
  private final Deque<String> words = new ArrayDeque<>();
  private Optional<EventType> type = Optional.empty();
  private Optional<Origin> origin = Optional.empty();
  private Instant now = SOME_TIME;
  private OptionalLong start = OptionalLong.empty();
  private OptionalLong stop = OptionalLong.empty();
  private Optional<String> labelList = Optional.empty();

  LineReader(String line, LabelNames labels) {
    this.labels = labels;
    String rest = clock(line);
    rest = bounds(rest);
    int at = rest.indexOf(" labels");
    if (at >= 0) {
      labelList = Optional.of(rest.substring(at + 1).replaceFirst("labels=?", ""));
      rest = rest.substring(0, at);
    }
    words.addAll(List.of(rest.strip().split(" +")));
    String first = words.getFirst();
    if (first.matches("\\[(NEW|UPDATE|DESTROY)\\]")) {
      type = Optional.of(EventType.valueOf(words.pop().replaceAll("[\\[\\]]", "")));
    }
    if (words.contains("[USERSPACE]")) {
      words.remove("[USERSPACE]");
      int port = Integer.parseUnsignedInt(take("portid").orElseThrow());
      origin = Optional.of(new Origin(port, take("progname")));
    }
  }

  private String clock(String line) {
    Matcher clock = CLOCK.matcher(line);
    if (!clock.lookingAt()) {
      return line;
    }
    now =
        Instant.ofEpochSecond(
            Long.parseLong(clock.group(1)), Long.parseLong(clock.group(2)) * 1000L);
    return line.substring(clock.end());
  }

  private String bounds(String line) {
    Matcher bound = BOUND.matcher(line);
    while (bound.find()) {
      long second = LocalDateTime.parse(bound.group(2), CTIME).toEpochSecond(ZoneOffset.UTC);
      OptionalLong nanos = OptionalLong.of(second * 1_000_000_000L);
      if (bound.group(1).equals("start")) {
        start = nanos;
      } else {
        stop = nanos;
      }
    }
    return BOUND.matcher(line).replaceAll("");
  }

  Reading<Conntrack> conntrack() {
    if (words.getFirst().matches("ipv[46]")) {
      words.pop();
      words.pop();
    }
    words.pop();
    int protocol = Integer.parseInt(words.pop());
    OptionalInt timeout = number();
    Optional<String> state =
        words.getFirst().contains("=") ? Optional.empty() : Optional.of(words.pop());
    Tuple original = tuple("", protocol, take("zone-orig"));
    Optional<Counters> sent = counters();
    Tuple reply = tuple("", protocol, take("zone-reply"));
    ConntrackBuilder entry = Conntrack.of(original, reply).status(status());
    timeout.ifPresent(entry::timeout);
    state.ifPresent(v -> entry.protocolInfo(info(protocol, v)));
    sent.ifPresent(entry::originalCounters);
    counters().ifPresent(entry::replyCounters);
    take("mark").map(Integer::parseUnsignedInt).ifPresent(entry::mark);
    take("zone").map(Integer::valueOf).ifPresent(entry::zone);
    take("use").map(Integer::parseUnsignedInt).ifPresent(entry::use);
    take("id").map(Integer::parseUnsignedInt).ifPresent(entry::id);
    take("helper").map(AttachedHelper::new).ifPresent(entry::helper);
    take("delta-time").map(Long::valueOf).ifPresent(v -> times(entry, v));
    labelList.ifPresent(v -> entry.labels(labels(v)));
    if (!words.isEmpty()) {
      throw new AssertionError("not understood: " + words);
    }
    return new Reading<>(type, entry.build(), origin, now);
  }

  private OptionalInt number() {
    return words.getFirst().matches("\\d+")
        ? OptionalInt.of(Integer.parseUnsignedInt(words.pop()))
        : OptionalInt.empty();
  }

  private void times(ConntrackBuilder entry, long age) {
    if (start.isEmpty()) {
      start = OptionalLong.of(SOME_TIME.getEpochSecond() * 1_000_000_000L);
    }
    now = Instant.ofEpochSecond(start.getAsLong() / 1_000_000_000L + age);
    entry.timestamps(new Timestamps(start, stop));
  }

  private Optional<Counters> counters() {
    return take("packets")
        .map(packets ->
            new Counters(
                Long.parseUnsignedLong(packets),
                Long.parseUnsignedLong(take("bytes").orElseThrow())));
  }

  private int status() {
    int status = Status.CONFIRMED;
    status |= words.remove("[UNREPLIED]") ? 0 : Status.SEEN_REPLY;
    status |= words.remove("[ASSURED]") ? Status.ASSURED : 0;
    return status;
  }

  private static ProtocolInfo info(int protocol, String state) {
    return switch (protocol) {
      case Protocol.TCP -> new ProtocolInfo.Tcp(TcpState.of(state).orElseThrow());
      case Protocol.SCTP ->
          new ProtocolInfo.Sctp(
              SctpState.of(state).orElseThrow(), OptionalInt.empty(), OptionalInt.empty());
      default ->
          new ProtocolInfo.Dccp(
              DccpState.of(state).orElseThrow(), OptionalInt.empty(), OptionalLong.empty());
    };
  }

  private Labels labels(String list) {
    Labels set = Labels.NONE;
    for (int bit = 0; bit < Labels.BITS; bit++) {
      Optional<String> name = labels.name(bit);
      if (name.isPresent() && List.of(list.split(",")).contains(name.get())) {
        set = set.with(bit);
      }
    }
    return set;
  }

  Reading<Expectation> expectation() {
    int timeout = number().orElseThrow();
    int protocol = Integer.parseInt(take("proto").orElseThrow());
    Tuple tuple = tuple("", protocol, Optional.empty());
    Tuple mask = tuple("mask-", protocol, Optional.empty());
    // Ports of the master are there by its own protocol, which the line does not say.
    int masterProtocol = words.stream().anyMatch(w -> w.startsWith("sport=")) ? 6 : protocol;
    Tuple master = tuple("master-", masterProtocol, Optional.empty());
    int policyClass = Integer.parseUnsignedInt(take("class").orElseThrow());
    int flags = 0;
    String helper = take("helper").orElse("");
    for (String flag : words.isEmpty() ? List.<String>of() : List.of(words.pop().split(","))) {
      flags |=
          switch (flag) {
            case "PERMANENT" -> Expectation.PERMANENT;
            case "INACTIVE" -> Expectation.INACTIVE;
            default -> Expectation.USERSPACE;
          };
    }
    Expectation entry =
        new Expectation(
            master,
            tuple,
            new TupleMask(mask.source(), mask.sourcePort()),
            0,
            timeout,
            0,
            flags,
            policyClass,
            Optional.empty(),
            helper,
            "");
    return new Reading<>(type, entry, origin, now);
  }

  private Tuple tuple(String prefix, int protocol, Optional<String> zone) {
    Address source = Address.of(take(prefix + "src").orElseThrow());
    Address destination = Address.of(take(prefix + "dst").orElseThrow());
    return new Tuple(
        source, destination, protocol, layer4(protocol), zone.map(Integer::valueOf).orElse(0));
  }

  private Layer4 layer4(int protocol) {
    if (Protocol.isIcmp(protocol)) {
      int type = number("type", 10);
      int code = number("code", 10);
      return new Layer4.Icmp(number("id", 10), type, code);
    }
    if (protocol == Protocol.GRE) {
      return new Layer4.Ports(number("srckey", 16), number("dstkey", 16));
    }
    return Protocol.hasPorts(protocol)
        ? new Layer4.Ports(number("sport", 10), number("dport", 10))
        : Layer4.NONE;
  }

  private int number(String name, int radix) {
    return Integer.parseInt(take(name).orElseThrow().replace("0x", ""), radix);
  }

  /// The first field of this name, which is gone then.
  private Optional<String> take(String name) {
    Optional<String> word = words.stream().filter(w -> w.startsWith(name + "=")).findFirst();
    word.ifPresent(words::removeFirstOccurrence);
    return word.map(w -> w.substring(name.length() + 1));
  }
}
