// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.TupleDraft;

/// A conntrack as a JSON object.
final class ConntrackJsonLine implements EntryLine {
  private final ConntrackWire wire = new ConntrackWire();
  private final TupleDraft tuple = new TupleDraft();
  private final JsonLine line = new JsonLine();
  private final String[] statusNames = Status.names().toArray(String[]::new);
  private final byte[] helper = new byte[16];

  ConntrackJsonLine() {}

  @Override
  public void print(ShownEntry entry, LineBuffer out) {
    if (!wire.wrap(entry.block, entry.image, entry.length)) {
      return;
    }
    tuple.setOriginal(wire);
    line.begin(out, "conntrack").protocol(tuple);
    if (wire.protocolState() >= 0) {
      line.member("state", ProtocolInfo.stateName(wire.protocol(), wire.protocolState()));
    }
    line.beginObject("original").tuple(tuple).icmp(tuple).endObject();
    tuple.setReply(wire);
    line.beginObject("reply").tuple(tuple).icmp(tuple).endObject();
    if (wire.hasMaster()) {
      tuple.set(wire.master());
      line.beginObject("master")
          .tuple(tuple)
          .icmp(tuple)
          .member("protonum", tuple.protocol())
          .endObject();
    }
    values(entry);
    line.cached(entry).end();
  }

  private void values(ShownEntry entry) {
    if (wire.hasStatus()) {
      line.names("status", wire.status(), statusNames);
    }
    if (wire.hasMark()) {
      line.member("mark", wire.mark());
    }
    if (wire.hasZone()) {
      line.member("zone", wire.zone());
    }
    if (wire.hasLabels()) {
      line.beginArray("labels");
      for (int bit = 0; bit < wire.labelBits(); bit++) {
        if (wire.hasLabel(bit)) {
          line.beginElement().member("bit", bit).endObject();
        }
      }
      line.endArray();
    }
    if (wire.hasHelper()) {
      line.member("helper", helper, wire.copyHelper(helper));
    }
    if (entry.id != 0) {
      line.member("id", entry.id);
    }
  }
}
