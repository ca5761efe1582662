// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import relatd.conntrack.Family;
import relatd.helper.Transport;
import relatd.helper.engine.Carrier;

/// relatd where the kernel cannot hand connections over to user space: plain queue rules bring the
/// packets, and a helper of the kernel is attached as carrier, because the kernel takes
/// expectations only for connections that have some helper (EOPNOTSUPP otherwise).
///
/// The carrier knows nothing of the service's protocol: what passes as RELATED was foretold by
/// relatd and nobody else.
///
/// @param expectMax expectations of a connection that the exchanges need at a time
record RelatdQueueRule(Service service, int expectMax) implements HelperProvider {
  static final int QUEUE = 7;

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.DIST, Requirement.CARRIER, Requirement.NFQUEUE);
  }

  @Override
  public Firewall firewall() {
    return Firewall.around(service)
        .attaching(service.transports().stream().map(this::carried).toList())
        .queueing(QUEUE);
  }

  /// One that serves both families.
  private Attachment carried(Transport transport) {
    Carrier carrier = Carrier.of(service.helper(), Family.INET6, transport, expectMax);
    return new Attachment(transport, carrier.helper());
  }

  @Override
  public void start(Lab lab) {
    UserspaceHelper.serve(lab, service, Dist.command("conntrackd"), QUEUE);
  }
}
