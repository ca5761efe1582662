// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.lang.foreign.MemorySegment;
import relatd.helper.dispatch.Verdicts;
import relatd.nfqueue.Verdict;
import relatd.nfqueue.VerdictBatch;

/// Verdicts that say more than "accept", and those of packets that were held back: each a message
/// of its own, as they come out of order.
final class LateVerdicts implements Verdicts {
  private final VerdictBatch verdicts;
  private final boolean conntrack;
  private final MasterLife masterLife = new MasterLife();

  /// @param conntrack whether packets bring their connection
  LateVerdicts(VerdictBatch verdicts, boolean conntrack) {
    this.verdicts = verdicts;
    this.conntrack = conntrack;
  }

  /// A packet is being decided: what was kept belongs to the one before.
  void begin() {
    masterLife.begin();
  }

  /// Accepts the packet at hand, with its connection's life where the helper set it.
  void acceptNow(int packetId) {
    if (masterLife.isKept() && conntrack) {
      verdicts.begin(packetId, Verdict.ACCEPT).conntrack(masterLife).end();
    } else {
      verdicts.accept(packetId);
    }
  }

  @Override
  public void keepMaster(int seconds) {
    masterLife.keep(seconds);
  }

  @Override
  public void accept(int packetId) {
    verdicts.add(packetId, Verdict.ACCEPT);
  }

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {
    VerdictBatch verdict = verdicts.begin(packetId, Verdict.ACCEPT).payload(bytes, 0, length);
    if (conntrack) {
      verdict.conntrack(masterLife); // the kernel adjusts sequence numbers only with it
    }
    verdict.end();
  }

  @Override
  public void drop(int packetId) {
    verdicts.add(packetId, Verdict.DROP);
  }
}
