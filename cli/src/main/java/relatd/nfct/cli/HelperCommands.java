// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import relatd.conf.HelperType.Layer4;
import relatd.conf.KnownHelper;
import relatd.conf.KnownHelpers;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.cthelper.CtHelper;
import relatd.cthelper.CtHelperPolicy;
import relatd.cthelper.CtHelperTable;
import relatd.netlink.NetlinkException;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// What nfct does with helper objects.
final class HelperCommands {
  private final CtHelperTable table;
  private final boolean json;
  private final KnownHelpers known = KnownHelpers.builtIn();

  HelperCommands(CtHelperTable table, boolean json) {
    this.table = table;
    this.json = json;
  }

  /// @return what goes to stdout
  String run(String command, HelperParameters wanted) {
    return switch (command) {
      case "list" -> text(table.list());
      case "get" -> get(wanted);
      case "add" -> add(wanted);
      case "disable" -> disable(wanted);
      case "delete" -> delete(wanted);
      case "flush" -> flush();
      default -> throw new NfctException("Unknown command: helper");
    };
  }

  private String text(List<CtHelper> helpers) {
    return json ? HelperListing.json(helpers) : HelperListing.text(helpers);
  }

  /// Without protocols the one that was registered first, as the original asks for it.
  private String get(HelperParameters wanted) {
    Optional<CtHelper> found =
        wanted.family().isEmpty()
            ? table.get(wanted.name().orElseThrow())
            : matching(wanted).stream().findFirst();
    return text(List.of(found.orElseThrow(() -> absent(wanted))));
  }

  /// Repeating it is no error, and changes nothing of a helper that a daemon has put into service.
  private String add(HelperParameters wanted) {
    KnownHelper helper = supported(wanted);
    if (matching(wanted).isEmpty()) {
      table.register(
          new CtHelper(
              helper.name(),
              wanted.family().orElseThrow(),
              wanted.protocol().orElseThrow(),
              0,
              policies(helper),
              PrivateData.bytesOf(helper.name()),
              false));
    }
    return "";
  }

  private String disable(HelperParameters wanted) {
    supported(wanted);
    Family family = wanted.family().orElseThrow();
    int protocol = wanted.protocol().orElseThrow();
    if (!table.enable(wanted.name().orElseThrow(), family, protocol, false)) {
      throw absent(wanted);
    }
    return "";
  }

  private String delete(HelperParameters wanted) {
    List<CtHelper> found = matching(wanted);
    if (found.isEmpty()) {
      throw absent(wanted);
    }
    NetlinkException refused = null;
    int deleted = 0;
    for (CtHelper helper : found) {
      try {
        table.delete(helper.name(), helper.family(), helper.protocol());
        deleted++;
      } catch (NetlinkException refusal) {
        refused = refusal;
      }
    }
    if (deleted == 0 && refused != null) {
      throw refused;
    }
    return "";
  }

  private String flush() {
    table.flush();
    return "";
  }

  private List<CtHelper> matching(HelperParameters wanted) {
    return table.list().stream()
        .filter(helper -> wanted.mean(helper.name(), helper.family(), helper.protocol()))
        .toList();
  }

  private KnownHelper supported(HelperParameters wanted) {
    Layer4 layer4 = wanted.protocol().orElseThrow() == Protocol.TCP ? Layer4.TCP : Layer4.UDP;
    Optional<KnownHelper> helper = known.find(wanted.name().orElseThrow(), layer4);
    return helper.orElseThrow(() -> new NfctException("that helper is not supported"));
  }

  private static List<CtHelperPolicy> policies(KnownHelper helper) {
    return helper.policies().stream()
        .map(policy ->
            new CtHelperPolicy(
                policy.name(), policy.expectMax(), Duration.ofSeconds(policy.expectTimeout())))
        .toList();
  }

  private static NetlinkException absent(HelperParameters wanted) {
    String name = wanted.name().orElse("");
    return new NetlinkException(
        Operation.of("find helper " + name)
            .cure(Errno.ENOENT, "`nfct list helper' shows what is registered"),
        Errno.ENOENT.number(),
        "");
  }
}
