// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the kernel's tracker of a layer 4 protocol says of a connection (`CTA_PROTOINFO`). State
/// numbers are the kernel's; an unknown one is kept as it came. Events of ended connections carry
/// the state alone.
public sealed interface ProtocolInfo {

  int state();

  /// The state's name in the C tools; `NONE` for a number without one.
  String stateName();

  /// The name of a state of TCP, SCTP or DCCP; `NONE` for a number or a protocol without one.
  static String stateName(int protocol, int state) {
    return switch (protocol) {
      case Protocol.TCP -> TcpState.name(state);
      case Protocol.SCTP -> SctpState.name(state);
      case Protocol.DCCP -> DccpState.name(state);
      default -> TcpState.name(TcpState.NONE);
    };
  }

  /// @param originalScale window scale of the original direction, 0 to 14
  /// @param originalFlags what the tracker noted of the original direction
  record Tcp(
      int state,
      OptionalInt originalScale,
      OptionalInt replyScale,
      Optional<Flags> originalFlags,
      Optional<Flags> replyFlags)
      implements ProtocolInfo {

    /// A state and nothing else.
    public Tcp(int state) {
      this(state, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String stateName() {
      return TcpState.name(state);
    }
  }

  /// `struct nf_ct_tcp_flags`; a request changes the bits of `mask` only, the kernel sends 0 there.
  record Flags(int flags, int mask) {
    public static final int WINDOW_SCALE = 0x1;
    public static final int SACK_PERM = 0x2;
    public static final int CLOSE_INIT = 0x4;
    public static final int BE_LIBERAL = 0x8;
    public static final int DATA_UNACKNOWLEDGED = 0x10;
    public static final int MAXACK_SET = 0x20;
  }

  /// @param originalTag verification tag (RFC 9260) of the original direction
  record Sctp(int state, OptionalInt originalTag, OptionalInt replyTag) implements ProtocolInfo {
    @Override
    public String stateName() {
      return SctpState.name(state);
    }
  }

  /// @param role of the original direction: 0 client, 1 server
  /// @param handshake sequence number of the handshake, 48 bits
  record Dccp(int state, OptionalInt role, OptionalLong handshake) implements ProtocolInfo {
    public static final int CLIENT = 0;
    public static final int SERVER = 1;

    @Override
    public String stateName() {
      return DccpState.name(state);
    }
  }
}
