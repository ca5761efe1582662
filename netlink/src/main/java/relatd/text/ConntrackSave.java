// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.conntrack.EventType;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;

/// Conntracks as options of conntrack(8), which `conntrack --load-file` reads (`-o save`).
///
/// Better than the C tool: a mark is saved, too, behind the status, where the C tool reads it
/// rightly; and nothing is appended to a line that makes it unreadable.
public final class ConntrackSave implements Printer<Conntrack> {
  private final String verb;

  /// @param verb what entries of the table begin with: `-A` or `-D`
  public ConntrackSave(String verb) {
    this.verb = verb;
  }

  @Override
  public String opening() {
    return "";
  }

  @Override
  public String closing() {
    return "";
  }

  @Override
  public String entry(Conntrack entry, Instant now) {
    return line(verb, entry);
  }

  @Override
  public String event(EventType type, Conntrack entry, Optional<Origin> origin, Instant now) {
    return line(
        switch (type) {
          case NEW -> "-A";
          case UPDATE -> "-U";
          case DESTROY -> "-D";
        },
        entry);
  }

  private static String line(String verb, Conntrack entry) {
    Line line = new Line().word(verb);
    unsigned(line, "-t", entry.timeout());
    if (entry.status().isPresent()) {
      line.word("-u").word(status(entry.status().getAsInt()));
    }
    if (entry.mark().orElse(0) != 0) {
      unsigned(line, "-m", entry.mark());
    }
    unsigned(line, "-w", entry.zone());
    zone(line, "--orig-zone", entry.original());
    zone(line, "--reply-zone", entry.reply());
    line.word("-s").word(entry.original().source().toString());
    line.word("-d").word(entry.original().destination().toString());
    line.word(entry.hasStatus(Status.DST_NAT) ? "-g" : "-r");
    line.word(entry.reply().source().toString());
    line.word(entry.hasStatus(Status.SRC_NAT) ? "-n" : "-q");
    line.word(entry.reply().destination().toString());
    protocol(line, entry);
    return line.end();
  }

  private static String status(int bits) {
    StringBuilder words = new StringBuilder();
    word(words, bits & Status.EXPECTED, "EXPECTED");
    word(words, bits & Status.SEEN_REPLY, "SEEN_REPLY");
    word(words, bits & Status.ASSURED, "ASSURED");
    word(words, bits & Status.FIXED_TIMEOUT, "FIXED_TIMEOUT");
    return words.isEmpty() ? "UNSET" : words.toString();
  }

  private static void word(StringBuilder words, int bit, String name) {
    if (bit != 0) {
      words.append(words.isEmpty() ? "" : ",").append(name);
    }
  }

  private static void unsigned(Line line, String option, OptionalInt value) {
    value.ifPresent(v -> line.word(option).unsigned(v));
  }

  private static void zone(Line line, String option, Tuple tuple) {
    if (tuple.zone() != 0) {
      line.word(option).unsigned(tuple.zone());
    }
  }

  private static void protocol(Line line, Conntrack entry) {
    int number = entry.protocol();
    String name = Protocol.name(number);
    line.word("-p").word(name.equals("unknown") ? Integer.toString(number) : name);
    if (entry.original().layer4() instanceof Layer4.Icmp(int id, int type, int code)) {
      line.word("--" + name + "-type").unsigned(type);
      line.word("--" + name + "-code").unsigned(code);
      line.word("--" + name + "-id").unsigned(id);
    } else if (entry.original().layer4() instanceof Layer4.Ports) {
      ports(line, number == Protocol.GRE, entry);
    }
    entry.protocolInfo().ifPresent(info -> state(line, info));
  }

  private static void ports(Line line, boolean keys, Conntrack entry) {
    line.word(keys ? "--srckey" : "--sport").unsigned(entry.original().sourcePort());
    line.word(keys ? "--dstkey" : "--dport").unsigned(entry.original().destinationPort());
    String reply = keys ? "--reply-key-" : "--reply-port-";
    line.word(reply + "src").unsigned(entry.reply().sourcePort());
    line.word(reply + "dst").unsigned(entry.reply().destinationPort());
  }

  private static void state(Line line, ProtocolInfo info) {
    line.word("--state").word(info.stateName());
    if (info instanceof ProtocolInfo.Sctp sctp) {
      unsigned(line, "--orig-vtag", sctp.originalTag());
      unsigned(line, "--reply-vtag", sctp.replyTag());
    }
    if (info instanceof ProtocolInfo.Dccp dccp && dccp.role().isPresent()) {
      boolean client = dccp.role().getAsInt() == ProtocolInfo.Dccp.CLIENT;
      line.word("--role").word(client ? "client" : "server");
    }
  }
}
