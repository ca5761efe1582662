// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// Who tells the kernel which connections to expect in a scenario, and the rules it takes.
///
/// A provider is started once per laboratory and serves all cases that are played there.
interface HelperProvider {
  /// What has to be there; the first missing thing is the reason to skip.
  List<Requirement> requirements();

  /// The rules of a firewall that lets this helper's expected connections pass.
  Firewall firewall();

  /// Makes the helper known to the kernel, where that is not done yet: before any rule names it.
  default void prepare(Lab lab) {}

  /// Starts whatever has to run beside the kernel; it ends with the laboratory.
  default void start(Lab lab) {}

  /// The in-kernel helper of a service: the control that proves the laboratory itself.
  static HelperProvider inKernel(Service service, Requirement helper) {
    return new HelperProvider() {
      @Override
      public List<Requirement> requirements() {
        return List.of(helper);
      }

      @Override
      public Firewall firewall() {
        return Firewall.around(service).attaching();
      }
    };
  }

  /// Nobody: what happens under the same rules when no helper is attached.
  static HelperProvider nobody(Service service) {
    return new HelperProvider() {
      @Override
      public List<Requirement> requirements() {
        return List.of();
      }

      @Override
      public Firewall firewall() {
        return Firewall.around(service);
      }
    };
  }

  /// The rules of another provider, whose programs do not run.
  static HelperProvider absent(HelperProvider other) {
    return new HelperProvider() {
      @Override
      public List<Requirement> requirements() {
        return other.requirements();
      }

      @Override
      public Firewall firewall() {
        return other.firewall();
      }

      @Override
      public void prepare(Lab lab) {
        other.prepare(lab);
      }
    };
  }
}
