// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.TupleDraft;

/// `tcp 6 ESTABLISHED src=10.1.0.2 dst=10.2.0.2 sport=42000 dport=21 src=... [active since 5s]`
final class ConntrackTextLine implements EntryLine {
  private final ConntrackWire wire = new ConntrackWire();
  private final TupleDraft tuple = new TupleDraft();
  private final FieldLine line = new FieldLine();
  private final byte[] helper = new byte[16];

  ConntrackTextLine() {}

  @Override
  public void print(ShownEntry entry, LineBuffer out) {
    if (describe(entry, out)) {
      line.end(entry);
    }
  }

  /// Writes everything but the ages, and a blank behind it.
  boolean describe(ShownEntry entry, LineBuffer out) {
    if (!wire.wrap(entry.block, entry.image, entry.length)) {
      return false;
    }
    int protocol = wire.protocol();
    line.begin(out).named(Protocol.name(protocol), protocol);
    if (wire.protocolState() >= 0) {
      line.word(ProtocolInfo.stateName(protocol, wire.protocolState()));
    }
    tuple.setOriginal(wire);
    line.tuple("", tuple).icmp(tuple);
    if (wire.hasStatus() && (wire.status() & Status.SEEN_REPLY) == 0) {
      line.word("[UNREPLIED]");
    }
    if (entry.internal) {
      tuple.setReply(wire);
      line.tuple("", tuple).icmp(tuple);
    }
    rest();
    return true;
  }

  private void rest() {
    line.assurance(wire.status());
    if (wire.hasMark()) {
      line.field("mark", wire.mark());
    }
    if (wire.hasZone()) {
      line.field("zone", wire.zone());
    }
    if (wire.hasHelper()) {
      line.field("helper", helper, wire.copyHelper(helper));
    }
  }
}
