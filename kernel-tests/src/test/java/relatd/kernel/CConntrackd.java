// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// Debian's nfct and conntrackd in helper mode: the original as a control for ours, where the
/// kernel has nfnetlink_cthelper.
record CConntrackd(Service service) implements HelperProvider {

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.CONNTRACKD, Requirement.CTHELPER);
  }

  @Override
  public Firewall firewall() {
    return Firewall.around(service).attaching();
  }

  @Override
  public void prepare(Lab lab) {
    UserspaceHelper.register(lab, service, "nfct");
  }

  @Override
  public void start(Lab lab) {
    UserspaceHelper.serve(lab, service, "conntrackd", 0);
  }
}
