// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import java.util.Optional;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.ProtocolInfo.Flags;

/// How the kernel is to judge the packets of a TCP connection that it did not see from its start.
/// The window itself cannot be carried over.
public enum TakeOver {
  /// Flags and window scales as the record has them.
  STRICT,

  /// Both directions are marked `BE_LIBERAL`: packets outside the (unknown) window pass. Every
  /// other setting has the kernel judge some packets of a running connection invalid.
  LIBERAL;

  ProtocolInfo apply(ProtocolInfo info) {
    if (!(info instanceof ProtocolInfo.Tcp tcp)) {
      return info;
    }
    return new ProtocolInfo.Tcp(
        tcp.state(),
        tcp.originalScale(),
        tcp.replyScale(),
        flags(tcp.originalFlags()),
        flags(tcp.replyFlags()));
  }

  /// The kernel sends an empty mask, and takes no flag that its mask does not cover.
  private Optional<Flags> flags(Optional<Flags> known) {
    int set = known.map(Flags::flags).orElse(0);
    int mask = known.map(Flags::mask).orElse(0) | set;
    return switch (this) {
      case STRICT -> known.map(_ -> new Flags(set, mask));
      case LIBERAL -> Optional.of(new Flags(set | Flags.BE_LIBERAL, mask | Flags.BE_LIBERAL));
    };
  }
}
