// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.lang.foreign.MemorySegment;
import relatd.helper.dispatch.Verdicts;
import relatd.nfqueue.NestWriter;
import relatd.nfqueue.Verdict;
import relatd.nfqueue.VerdictBatch;

/// Verdicts that say more than "accept", and those of packets that were held back: each a message
/// of its own, as they come out of order.
///
/// @param conntrack whether packets bring their connection
record LateVerdicts(VerdictBatch verdicts, boolean conntrack) implements Verdicts {
  @Override
  public void accept(int packetId) {
    verdicts.add(packetId, Verdict.ACCEPT);
  }

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {
    VerdictBatch verdict = verdicts.begin(packetId, Verdict.ACCEPT).payload(bytes, 0, length);
    if (conntrack) {
      verdict.conntrack(NestWriter.EMPTY); // the kernel adjusts sequence numbers only with it
    }
    verdict.end();
  }

  @Override
  public void drop(int packetId) {
    verdicts.add(packetId, Verdict.DROP);
  }
}
