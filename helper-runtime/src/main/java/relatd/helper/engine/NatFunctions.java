// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.conntrack.Address;
import relatd.conntrack.Expectation;

/// Which function sets up an expected connection under NAT on this kernel.
///
/// `sip` comes with nf_nat_sip, which as a module cannot be loaded beside a registered helper of
/// that name. nat-follow-master is always there and does as well where the caller is the master's
/// own peer: both ends of the way are the master's then. The kernel tells by a refusal that `sip`
/// is missing; from then on it is not asked for any more.
final class NatFunctions {
  private boolean sip = true;

  /// What can be asked of this kernel in the expectation's place.
  Expectation possible(Expectation expectation) {
    return !sip && isReplaceable(expectation) ? replaced(expectation) : expectation;
  }

  /// This kernel has no `sip`.
  void withoutSip() {
    sip = false;
  }

  /// Whether nat-follow-master would do, too.
  static boolean isReplaceable(Expectation expectation) {
    Address peerAlone = Address.allOnes(expectation.tuple().source().family());
    return expectation.function().equals(Expectation.NAT_SIP)
        && expectation.mask().source().equals(peerAlone);
  }

  static Expectation replaced(Expectation expectation) {
    return expectation.by(Expectation.NAT_FOLLOW_MASTER);
  }
}
