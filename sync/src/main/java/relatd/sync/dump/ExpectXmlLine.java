// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.Expectation;
import relatd.sync.wire.ExpectWire;
import relatd.sync.wire.TupleDraft;

/// An expectation as a `flow` element.
final class ExpectXmlLine implements EntryLine {
  private final ExpectWire wire = new ExpectWire();
  private final TupleDraft expected = new TupleDraft();
  private final TupleDraft mask = new TupleDraft();
  private final TupleDraft master = new TupleDraft();
  private final XmlLine line = new XmlLine();
  private final byte[] helper = new byte[16];

  ExpectXmlLine() {}

  @Override
  public void print(ShownEntry entry, LineBuffer out) {
    if (!wire.wrap(entry.block, entry.image, entry.length)) {
      return;
    }
    expected.set(wire.tuple());
    mask.set(wire.mask());
    master.set(wire.master());
    line.begin(out).raw("<flow>").beginLayer3(expected).raw("<expected>").addresses(expected);
    line.raw("</expected><mask>").addresses(mask).raw("</mask><master>").addresses(master);
    line.raw("</master></layer3>").beginLayer4(expected).raw("<expected>").ports(expected);
    line.raw("</expected><mask>").ports(mask).raw("</mask><master>").ports(master);
    line.raw("</master></layer4><meta>");
    int size = wire.copyHelper(helper);
    if (size > 0) {
      line.element("helper-name", helper, size);
    }
    line.element("class", wire.policyClass());
    flag(Expectation.PERMANENT, "<permanent/>");
    flag(Expectation.INACTIVE, "<inactive/>");
    flag(Expectation.USERSPACE, "<userspace/>");
    line.raw("</meta></flow>\n");
  }

  private void flag(int bit, String element) {
    if ((wire.flags() & bit) != 0) {
      line.raw(element);
    }
  }
}
