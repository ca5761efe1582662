// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.Family;
import relatd.sync.wire.ExpectWire;
import relatd.sync.wire.TupleDraft;

/// An expectation as a JSON object.
final class ExpectJsonLine implements EntryLine {
  private final ExpectWire wire = new ExpectWire();
  private final TupleDraft tuple = new TupleDraft();
  private final JsonLine line = new JsonLine();
  private final String[] flagNames = {"PERMANENT", "INACTIVE", "USERSPACE"};
  private final byte[] name = new byte[32];

  ExpectJsonLine() {}

  @Override
  public void print(ShownEntry entry, LineBuffer out) {
    if (!wire.wrap(entry.block, entry.image, entry.length)) {
      return;
    }
    tuple.set(wire.tuple());
    line.begin(out, "expectation").protocol(tuple);
    line.beginObject("expected").tuple(tuple).endObject();
    tuple.set(wire.mask());
    line.beginObject("mask").tuple(tuple).endObject();
    tuple.set(wire.master());
    line.beginObject("master").tuple(tuple).member("protonum", tuple.protocol()).endObject();
    line.member("class", wire.policyClass());
    int size = wire.copyHelper(name);
    if (size > 0) {
      line.member("helper", name, size);
    }
    size = wire.copyFunction(name);
    if (size > 0) {
      line.member("function", name, size);
    }
    line.names("flags", wire.flags(), flagNames);
    if (wire.hasNat()) {
      nat();
    }
    line.cached(entry).end();
  }

  /// Of IPv6 the address is not on the wire.
  private void nat() {
    line.beginObject("nat").member("direction", wire.natDirection() == 0 ? "original" : "reply");
    if (wire.tuple().family() == Family.INET) {
      line.inet("addr", wire.nat().sourceLow());
    }
    line.member("port", wire.nat().sourcePort()).endObject();
  }
}
