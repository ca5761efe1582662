// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.util.List;
import relatd.cttimeout.CtTimeout;
import relatd.cttimeout.CtTimeoutTable;

/// What nfct does with timeout policies.
record TimeoutCommands(CtTimeoutTable table, boolean json) {

  /// @param wanted what the words of the command describe
  /// @return what goes to stdout
  String run(String command, CtTimeout wanted) {
    return switch (command) {
      case "list" -> text(table.list());
      case "get" -> text(List.of(table.get(wanted.name())));
      case "default-get" -> text(List.of(table.defaults(wanted.family(), wanted.protocol())));
      default -> {
        change(command, wanted);
        yield "";
      }
    };
  }

  private void change(String command, CtTimeout wanted) {
    switch (command) {
      case "add" -> table.add(wanted);
      case "delete" -> table.delete(wanted.name());
      case "flush" -> table.flush();
      case "default-set" -> table.setDefaults(wanted);
      default -> throw new NfctException("Unknown command: timeout");
    }
  }

  private String text(List<CtTimeout> timeouts) {
    return json ? TimeoutListing.json(timeouts) : TimeoutListing.text(timeouts);
  }
}
