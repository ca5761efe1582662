// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.sync.cache.EntryType;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.ExpectEncoder;
import relatd.sync.wire.ExpectWire;

/// The two kinds of entries that are replicated.
final class EntryTypes {
  static final EntryType<Conntrack> CONNTRACK =
      new EntryType<>() {
        @Override
        public String word() {
          return "conntrack";
        }

        @Override
        public int maxImage() {
          return ConntrackEncoder.MAX_IMAGE;
        }

        @Override
        public Conntrack read(MemorySegment image, long offset, int length) {
          ConntrackWire wire = new ConntrackWire();
          wire.wrap(image, offset, length);
          return wire.toConntrack().orElseThrow();
        }
      };

  static final EntryType<Expectation> EXPECTATION =
      new EntryType<>() {
        @Override
        public String word() {
          return "expectation";
        }

        @Override
        public int maxImage() {
          return ExpectEncoder.MAX_IMAGE;
        }

        @Override
        public Expectation read(MemorySegment image, long offset, int length) {
          ExpectWire wire = new ExpectWire();
          wire.wrap(image, offset, length);
          return wire.toExpectation().orElseThrow();
        }
      };

  private EntryTypes() {}
}
