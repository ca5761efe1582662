// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// relatd as the manual of conntrackd has it: `nfct add helper`, a CT rule, the daemon.
record RelatdCthelper(Service service) implements HelperProvider {

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.DIST, Requirement.CTHELPER);
  }

  @Override
  public Firewall firewall() {
    return Firewall.around(service).attaching();
  }

  @Override
  public void prepare(Lab lab) {
    UserspaceHelper.register(lab, service, Dist.command("nfct"));
  }

  @Override
  public void start(Lab lab) {
    UserspaceHelper.serve(lab, service, Dist.command("conntrackd"), 0);
  }
}
