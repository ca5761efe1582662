// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// Whose conntrackd runs on a node.
enum SyncProgram {
  C,
  RELATD;

  /// Daemon and client are one program.
  String command() {
    return this == C ? "conntrackd" : Dist.command("conntrackd");
  }

  List<Requirement> requirements() {
    return List.of(this == C ? Requirement.CONNTRACKD : Requirement.DIST);
  }
}
