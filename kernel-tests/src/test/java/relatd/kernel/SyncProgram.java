// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import java.util.List;

/// Whose conntrackd runs on a node.
enum SyncProgram {
  C,
  RELATD;

  /// Daemon and client are one program.
  String command() {
    return this == C ? "conntrackd" : Dist.command("conntrackd");
  }

  /// The daemon's command. Ours does not practise first: what practice costs, a test has not.
  List<String> daemon(Path configuration) {
    return List.of(
        "env",
        "RELATD_JAVA_OPTIONS=-Drelatd.rehearsal=off",
        command(),
        "-C",
        configuration.toString());
  }

  List<Requirement> requirements() {
    return List.of(this == C ? Requirement.CONNTRACKD : Requirement.DIST);
  }
}
