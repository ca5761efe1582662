// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.TupleDraft;

/// A conntrack as a `flow` element. States of SCTP and DCCP have their own names, where the
/// original has TCP's of the same number.
final class ConntrackXmlLine implements EntryLine {
  /// What the original makes of a reply tuple that it does not know.
  private static final String NO_REPLY =
      "<meta direction=\"reply\"><layer3 protonum=\"0\" protoname=\"unknown\"><src></src><dst></dst>"
          + "</layer3><layer4 protonum=\"0\" protoname=\"unknown\"></layer4></meta>";

  private final ConntrackWire wire = new ConntrackWire();
  private final TupleDraft tuple = new TupleDraft();
  private final XmlLine line = new XmlLine();
  private final byte[] helper = new byte[16];

  ConntrackXmlLine() {}

  @Override
  public void print(ShownEntry entry, LineBuffer out) {
    if (!wire.wrap(entry.block, entry.image, entry.length)) {
      return;
    }
    tuple.setOriginal(wire);
    line.begin(out).raw("<flow><meta direction=\"original\">");
    direction();
    if (entry.internal) {
      tuple.setReply(wire);
      line.raw("<meta direction=\"reply\">");
      direction();
    } else {
      line.raw(NO_REPLY);
    }
    if (saysMore(entry)) {
      independent(entry.id);
    }
    if (wire.hasHelper()) {
      line.element("helper", helper, wire.copyHelper(helper));
    }
    line.raw("</flow>\n");
  }

  private void direction() {
    line.beginLayer3(tuple).addresses(tuple).raw("</layer3>");
    line.beginLayer4(tuple).ports(tuple).raw("</layer4></meta>");
  }

  private boolean saysMore(ShownEntry entry) {
    return wire.hasStatus()
        || wire.protocolState() >= 0
        || wire.hasMark()
        || wire.hasZone()
        || entry.id != 0;
  }

  private void independent(int id) {
    line.raw("<meta direction=\"independent\">");
    if (wire.protocolState() >= 0) {
      line.element("state", ProtocolInfo.stateName(wire.protocol(), wire.protocolState()));
    }
    if (wire.hasMark()) {
      line.element("mark", wire.mark());
    }
    if (wire.hasZone()) {
      line.element("zone", wire.zone());
    }
    if (id != 0) {
      line.element("id", id);
    }
    if ((wire.status() & Status.ASSURED) != 0) {
      line.raw("<assured/>");
    }
    if (wire.hasStatus() && (wire.status() & Status.SEEN_REPLY) == 0) {
      line.raw("<unreplied/>");
    }
    line.raw("</meta>");
  }
}
