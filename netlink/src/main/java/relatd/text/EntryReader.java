// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Labels;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

/// Reads back what [ConntrackJson] and [ExpectationJson] print: what can be made again in a kernel.
/// Counters, times and ids are another kernel's and are passed over.
public final class EntryReader {
  private static final int VERSION = 1;
  private static final int STATES = 32;

  private EntryReader() {}

  /// What a line is.
  public sealed interface Entry {
    /// A conntrack.
    record OfConntrack(Conntrack conntrack) implements Entry {}

    /// An expectation.
    record OfExpectation(Expectation expectation) implements Entry {}
  }

  /// @throws JsonException when the line is neither, or something of it makes no sense
  public static Entry read(String line) {
    JsonEntry entry = new JsonEntry(JsonReader.object(line), "");
    int version = entry.needNumber("v", JsonEntry.U32);
    if (version != VERSION) {
      throw new JsonException("version " + version + " is unknown; this program reads " + VERSION);
    }
    if (entry.has("event")) {
      throw new JsonException("this is an event, not an entry of a table");
    }
    String type = entry.needText("type");
    return switch (type) {
      case "conntrack" -> new Entry.OfConntrack(conntrack(entry));
      case "expectation" -> new Entry.OfExpectation(expectation(entry));
      default -> throw new JsonException("type is conntrack or expectation, not " + type);
    };
  }

  private static Conntrack conntrack(JsonEntry entry) {
    int protocol = entry.needNumber("protonum", 255);
    Tuple original = entry.needChild("original").tuple(protocol);
    Tuple reply = entry.needChild("reply").tuple(protocol);
    ConntrackBuilder builder = Conntrack.of(original, reply);
    builder.status(status(entry.elements("status")));
    entry.number("timeout", JsonEntry.U32).ifPresent(builder::timeout);
    entry.number("mark", JsonEntry.U32).ifPresent(builder::mark);
    entry.number("zone", JsonEntry.U16).ifPresent(builder::zone);
    protocolInfo(entry, protocol).ifPresent(builder::protocolInfo);
    entry.text("helper").ifPresent(name -> builder.helper(new AttachedHelper(name)));
    entry.child("master").ifPresent(master -> builder.master(master(master)));
    if (entry.has("labels")) {
      builder.labels(labels(entry.elements("labels")));
    }
    entry
        .child("seqadj")
        .ifPresent(both ->
            builder
                .originalAdjustment(adjustment(both.needChild("original")))
                .replyAdjustment(adjustment(both.needChild("reply"))));
    return builder.build();
  }

  private static Tuple master(JsonEntry master) {
    return master.tuple(master.needNumber("protonum", 255));
  }

  private static SequenceAdjustment adjustment(JsonEntry direction) {
    return new SequenceAdjustment(
        direction.needNumber("position", JsonEntry.U32),
        direction.needSigned("before"),
        direction.needSigned("after"));
  }

  private static int status(List<JsonValue> words) {
    int bits = 0;
    for (JsonValue word : words) {
      int bit = word instanceof JsonValue.Text(String name) ? Status.names().indexOf(name) : -1;
      if (bit < 0) {
        throw new JsonException("status: unknown " + word);
      }
      bits |= 1 << bit;
    }
    return bits;
  }

  private static Labels labels(List<JsonValue> elements) {
    Labels labels = Labels.NONE;
    for (JsonValue element : elements) {
      if (!(element instanceof JsonValue.Members members)) {
        throw new JsonException("labels are objects with a bit, not " + element.kind());
      }
      JsonEntry label = new JsonEntry(members, "labels.");
      labels = labels.with(label.needNumber("bit", Labels.BITS - 1));
    }
    return labels;
  }

  private static Optional<ProtocolInfo> protocolInfo(JsonEntry entry, int protocol) {
    Optional<String> name = entry.text("state");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    int state = state(protocol, name.get());
    return switch (protocol) {
      case Protocol.TCP -> Optional.of(tcp(entry, state));
      case Protocol.SCTP ->
          Optional.of(
              new ProtocolInfo.Sctp(
                  state,
                  entry.number("orig_vtag", JsonEntry.U32),
                  entry.number("reply_vtag", JsonEntry.U32)));
      case Protocol.DCCP ->
          Optional.of(new ProtocolInfo.Dccp(state, role(entry), OptionalLong.empty()));
      default -> Optional.empty();
    };
  }

  private static ProtocolInfo tcp(JsonEntry entry, int state) {
    Optional<JsonEntry> scales = entry.child("window_scale");
    return new ProtocolInfo.Tcp(
        state,
        scales.map(s -> s.number("original", 14)).orElse(OptionalInt.empty()),
        scales.map(s -> s.number("reply", 14)).orElse(OptionalInt.empty()),
        Optional.empty(),
        Optional.empty());
  }

  private static int state(int protocol, String name) {
    for (int state = 0; state < STATES; state++) {
      if (ProtocolInfo.stateName(protocol, state).equals(name)) {
        return state;
      }
    }
    throw new JsonException("state: " + Protocol.name(protocol) + " has no " + name);
  }

  private static OptionalInt role(JsonEntry entry) {
    return entry
        .text("role")
        .map(role -> role.equals("client") ? ProtocolInfo.Dccp.CLIENT : ProtocolInfo.Dccp.SERVER)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static Expectation expectation(JsonEntry entry) {
    int protocol = entry.needNumber("protonum", 255);
    Tuple expected = entry.needChild("expected").tuple(protocol);
    Tuple mask = entry.needChild("mask").tuple(protocol);
    return new Expectation(
        master(entry.needChild("master")),
        expected,
        new TupleMask(mask.source(), mask.sourcePort()),
        entry.number("zone", JsonEntry.U16).orElse(0),
        entry.number("timeout", JsonEntry.U32).orElse(0),
        0,
        flags(entry.elements("flags")),
        entry.number("class", JsonEntry.U32).orElse(0),
        entry.child("nat").map(EntryReader::nat),
        entry.text("helper").orElse(""),
        entry.text("function").orElse(""));
  }

  private static int flags(List<JsonValue> words) {
    int bits = 0;
    for (JsonValue word : words) {
      bits |=
          switch (word instanceof JsonValue.Text(String name) ? name : "") {
            case "PERMANENT" -> Expectation.PERMANENT;
            case "INACTIVE" -> Expectation.INACTIVE;
            case "USERSPACE" -> Expectation.USERSPACE;
            default -> throw new JsonException("flags: unknown " + word);
          };
    }
    return bits;
  }

  private static Expectation.Nat nat(JsonEntry nat) {
    boolean original = nat.needText("direction").equals("original");
    return new Expectation.Nat(
        original ? Direction.ORIGINAL : Direction.REPLY,
        new Endpoint(nat.needAddress("addr"), nat.needNumber("port", JsonEntry.U16)));
  }
}
