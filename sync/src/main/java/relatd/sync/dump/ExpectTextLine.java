// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.sync.wire.ExpectWire;
import relatd.sync.wire.TupleDraft;

/// `proto=6 src=10.1.0.2 dst=10.2.0.2 sport=0 dport=51210 mask-src=... [active since 6s]`
final class ExpectTextLine implements EntryLine {
  private final ExpectWire wire = new ExpectWire();
  private final TupleDraft tuple = new TupleDraft();
  private final FieldLine line = new FieldLine();
  private final byte[] helper = new byte[16];

  ExpectTextLine() {}

  @Override
  public void print(ShownEntry entry, LineBuffer out) {
    if (!wire.wrap(entry.block, entry.image, entry.length)) {
      return;
    }
    tuple.set(wire.tuple());
    line.begin(out).field("proto", tuple.protocol()).tuple("", tuple);
    tuple.set(wire.mask());
    line.tuple("mask-", tuple);
    tuple.set(wire.master());
    line.tuple("master-", tuple);
    line.flags(wire.flags()).field("class", wire.policyClass());
    int size = wire.copyHelper(helper);
    if (size > 0) {
      line.field("helper", helper, size);
    }
    line.end(entry);
  }
}
