// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Labels;
import relatd.conntrack.ProtocolInfo;

/// What `-U` makes of an entry.
final class Changes {
  private final CommandLine line;
  private boolean any;

  Changes(CommandLine line) {
    this.line = line;
  }

  /// The entry's tuples and what is to change; empty when nothing would.
  Optional<Conntrack> of(Conntrack entry) {
    ConntrackBuilder changes = Conntrack.of(entry.original(), entry.reply());
    any = false;
    entry.zone().ifPresent(changes::zone);
    if (line.has(Option.TIMEOUT) && line.timeout != entry.timeout().orElse(0)) {
      changes.timeout(line.timeout);
      any = true;
    }
    int status = entry.status().orElse(0);
    if (line.status != null && (line.status.set() & ~status) != 0) {
      // The kernel wants its own bits repeated, and clears none.
      changes.status(status | line.status.set());
      any = true;
    }
    int mark = entry.mark().orElse(0);
    if (line.mark != null && line.mark.applied(mark) != mark) {
      changes.mark(line.mark.applied(mark));
      any = true;
    }
    protocol(entry, changes);
    labels(entry, changes);
    return any ? Optional.of(changes.build()) : Optional.empty();
  }

  private void protocol(Conntrack entry, ConntrackBuilder changes) {
    ProtocolInfo before = entry.protocolInfo().orElse(null);
    ProtocolInfo after =
        switch (before) {
          case null -> null;
          case ProtocolInfo.Tcp tcp -> new ProtocolInfo.Tcp(state(tcp.state()));
          case ProtocolInfo.Sctp sctp -> sctp(sctp);
          case ProtocolInfo.Dccp dccp ->
              new ProtocolInfo.Dccp(state(dccp.state()), dccp.role(), dccp.handshake());
        };
    boolean same =
        after == null
            || before instanceof ProtocolInfo.Tcp && before.state() == after.state()
            || after.equals(before);
    if (!same) {
      changes.protocolInfo(after);
      any = true;
    }
  }

  /// The kernel takes state and tags only together.
  private ProtocolInfo sctp(ProtocolInfo.Sctp before) {
    return new ProtocolInfo.Sctp(
        state(before.state()),
        tag(ProtocolOption.ORIGINAL_TAG, before.originalTag()),
        tag(ProtocolOption.REPLY_TAG, before.replyTag()));
  }

  private OptionalInt tag(ProtocolOption option, OptionalInt before) {
    return line.has(option) ? OptionalInt.of(line.value(option)) : before;
  }

  private int state(int before) {
    return line.has(ProtocolOption.STATE) ? line.value(ProtocolOption.STATE) : before;
  }

  private void labels(Conntrack entry, ConntrackBuilder changes) {
    Labels mask = labelMask().orElse(Labels.NONE);
    if (mask.isEmpty()) {
      return;
    }
    Labels before = entry.labels().orElse(Labels.NONE);
    Labels wanted = line.labelsToAdd;
    if ((before.low() & mask.low()) != wanted.low()
        || (before.high() & mask.high()) != wanted.high()) {
      changes.labels(wanted);
      any = true;
    }
  }

  /// The label bits that change: those to be added, those to be deleted, or all.
  Optional<Labels> labelMask() {
    if (line.has(Option.LABEL_ADD)) {
      return Optional.of(line.labelsToAdd);
    }
    if (line.has(Option.LABEL_DEL)) {
      return Optional.of(line.labelsToDelete == null ? Labels.ALL : line.labelsToDelete);
    }
    return Optional.empty();
  }
}
