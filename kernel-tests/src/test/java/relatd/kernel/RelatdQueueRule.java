// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// relatd where the kernel cannot hand connections over to user space: plain queue rules bring the
/// packets, and a helper of the kernel is attached as carrier, because the kernel takes
/// expectations only for connections that have some helper (EOPNOTSUPP otherwise).
///
/// The carrier is `sane`, which knows nothing of FTP and exists for both families: what passes as
/// RELATED was foretold by relatd and nobody else.
final class RelatdQueueRule implements HelperProvider {
  private static final String CARRIER = "sane";
  private static final int QUEUE = 7;

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.DIST, Requirement.CARRIER, Requirement.NFQUEUE);
  }

  @Override
  public Firewall firewall() {
    return Firewall.relatedTo(CARRIER).attaching(CARRIER).queueing(QUEUE);
  }

  @Override
  public void start(Lab lab) {
    UserspaceHelper.serve(lab, Dist.command("conntrackd"), QUEUE);
  }
}
