// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.*;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import relatd.conntrack.ProtocolInfo;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage.Cause;
import relatd.netlink.MessageBuilder;

/// Reads and writes `CTA_PROTOINFO`.
///
/// ```
///  PROTOINFO { TCP  { STATE  [WSCALE_ORIGINAL WSCALE_REPLY]  [FLAGS_ORIGINAL FLAGS_REPLY] }
///            | DCCP { STATE  [ROLE]  [HANDSHAKE_SEQ] }
///            | SCTP { STATE  [VTAG_ORIGINAL VTAG_REPLY] } }
/// ```
final class ProtocolInfoCodec {
  private ProtocolInfoCodec() {}

  /// Empty when the nest holds none of the three known protocols.
  static Optional<ProtocolInfo> read(Attributes nest) {
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_PROTOINFO_TCP -> {
          return Optional.of(tcp(nest.nest(new Attributes())));
        }
        case CTA_PROTOINFO_DCCP -> {
          return Optional.of(dccp(nest.nest(new Attributes())));
        }
        case CTA_PROTOINFO_SCTP -> {
          return Optional.of(sctp(nest.nest(new Attributes())));
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static ProtocolInfo tcp(Attributes nest) {
    OptionalInt state = OptionalInt.empty();
    OptionalInt originalScale = OptionalInt.empty();
    OptionalInt replyScale = OptionalInt.empty();
    Optional<ProtocolInfo.Flags> originalFlags = Optional.empty();
    Optional<ProtocolInfo.Flags> replyFlags = Optional.empty();
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_PROTOINFO_TCP_STATE -> state = OptionalInt.of(nest.u8());
        case CTA_PROTOINFO_TCP_WSCALE_ORIGINAL -> originalScale = OptionalInt.of(nest.u8());
        case CTA_PROTOINFO_TCP_WSCALE_REPLY -> replyScale = OptionalInt.of(nest.u8());
        case CTA_PROTOINFO_TCP_FLAGS_ORIGINAL -> originalFlags = Optional.of(flags(nest));
        case CTA_PROTOINFO_TCP_FLAGS_REPLY -> replyFlags = Optional.of(flags(nest));
        default -> {}
      }
    }
    return new ProtocolInfo.Tcp(
        required(state), originalScale, replyScale, originalFlags, replyFlags);
  }

  /// Two bytes: flags, mask.
  private static ProtocolInfo.Flags flags(Attributes attribute) {
    int both = attribute.u16();
    return new ProtocolInfo.Flags(both >>> 8, both & 0xff);
  }

  private static ProtocolInfo dccp(Attributes nest) {
    OptionalInt state = OptionalInt.empty();
    OptionalInt role = OptionalInt.empty();
    OptionalLong handshake = OptionalLong.empty();
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_PROTOINFO_DCCP_STATE -> state = OptionalInt.of(nest.u8());
        case CTA_PROTOINFO_DCCP_ROLE -> role = OptionalInt.of(nest.u8());
        case CTA_PROTOINFO_DCCP_HANDSHAKE_SEQ -> handshake = OptionalLong.of(nest.u64());
        default -> {}
      }
    }
    return new ProtocolInfo.Dccp(required(state), role, handshake);
  }

  private static ProtocolInfo sctp(Attributes nest) {
    OptionalInt state = OptionalInt.empty();
    OptionalInt originalTag = OptionalInt.empty();
    OptionalInt replyTag = OptionalInt.empty();
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_PROTOINFO_SCTP_STATE -> state = OptionalInt.of(nest.u8());
        case CTA_PROTOINFO_SCTP_VTAG_ORIGINAL -> originalTag = OptionalInt.of(nest.u32());
        case CTA_PROTOINFO_SCTP_VTAG_REPLY -> replyTag = OptionalInt.of(nest.u32());
        default -> {}
      }
    }
    return new ProtocolInfo.Sctp(required(state), originalTag, replyTag);
  }

  private static int required(OptionalInt state) {
    if (state.isEmpty()) {
      throw Cause.MISSING.asException();
    }
    return state.getAsInt();
  }

  static void write(MessageBuilder builder, ProtocolInfo info) {
    long nest = builder.nest(CTA_PROTOINFO);
    switch (info) {
      case ProtocolInfo.Tcp tcp -> write(builder, tcp);
      case ProtocolInfo.Dccp dccp -> write(builder, dccp);
      case ProtocolInfo.Sctp sctp -> write(builder, sctp);
    }
    builder.endNest(nest);
  }

  private static void write(MessageBuilder builder, ProtocolInfo.Tcp tcp) {
    long nest = builder.nest(CTA_PROTOINFO_TCP);
    builder.putU8(CTA_PROTOINFO_TCP_STATE, tcp.state());
    tcp.originalScale().ifPresent(v -> builder.putU8(CTA_PROTOINFO_TCP_WSCALE_ORIGINAL, v));
    tcp.replyScale().ifPresent(v -> builder.putU8(CTA_PROTOINFO_TCP_WSCALE_REPLY, v));
    tcp.originalFlags().ifPresent(v -> put(builder, CTA_PROTOINFO_TCP_FLAGS_ORIGINAL, v));
    tcp.replyFlags().ifPresent(v -> put(builder, CTA_PROTOINFO_TCP_FLAGS_REPLY, v));
    builder.endNest(nest);
  }

  private static void put(MessageBuilder builder, int type, ProtocolInfo.Flags flags) {
    builder.putU16(type, flags.flags() << 8 | flags.mask());
  }

  private static void write(MessageBuilder builder, ProtocolInfo.Dccp dccp) {
    long nest = builder.nest(CTA_PROTOINFO_DCCP);
    builder.putU8(CTA_PROTOINFO_DCCP_STATE, dccp.state());
    dccp.role().ifPresent(v -> builder.putU8(CTA_PROTOINFO_DCCP_ROLE, v));
    dccp.handshake().ifPresent(v -> builder.putU64(CTA_PROTOINFO_DCCP_HANDSHAKE_SEQ, v));
    builder.endNest(nest);
  }

  private static void write(MessageBuilder builder, ProtocolInfo.Sctp sctp) {
    long nest = builder.nest(CTA_PROTOINFO_SCTP);
    builder.putU8(CTA_PROTOINFO_SCTP_STATE, sctp.state());
    sctp.originalTag().ifPresent(v -> builder.putU32(CTA_PROTOINFO_SCTP_VTAG_ORIGINAL, v));
    sctp.replyTag().ifPresent(v -> builder.putU32(CTA_PROTOINFO_SCTP_VTAG_REPLY, v));
    builder.endNest(nest);
  }
}
