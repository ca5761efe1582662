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
  private final FollowedExpectations followed;
  private final MasterLife masterLife = new MasterLife();

  /// @param conntrack whether packets bring their connection
  /// @param followed what the verdict of a packet has to carry
  LateVerdicts(VerdictBatch verdicts, boolean conntrack, FollowedExpectations followed) {
    this.verdicts = verdicts;
    this.conntrack = conntrack;
    this.followed = followed;
  }

  /// A packet is being decided: what was kept belongs to the one before.
  void begin() {
    masterLife.begin();
    followed.begin();
  }

  /// Accepts the packet at hand, with its connection's life where the helper set it.
  void acceptNow(int packetId) {
    if (conntrack && (masterLife.isKept() || followed.isWaiting())) {
      changing(verdicts.begin(packetId, Verdict.ACCEPT)).end();
    } else {
      verdicts.accept(packetId);
    }
  }

  /// The nests; the kernel adjusts sequence numbers and takes an expectation only beside the first,
  /// be it empty.
  private VerdictBatch changing(VerdictBatch verdict) {
    verdict.conntrack(masterLife);
    return followed.isWaiting() ? verdict.expectation(followed) : verdict;
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
    (conntrack ? changing(verdict) : verdict).end();
  }

  @Override
  public void drop(int packetId) {
    verdicts.add(packetId, Verdict.DROP);
  }
}
