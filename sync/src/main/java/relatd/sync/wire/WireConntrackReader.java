// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ConntrackAttribute.*;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Labels;
import relatd.conntrack.NatRange;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.SynProxy;
import relatd.conntrack.Tuple;

/// Copies a wrapped conntrack into a record.
final class WireConntrackReader {
  private final ConntrackWire wire;
  private final AttributeTable table;

  WireConntrackReader(ConntrackWire wire) {
    this.wire = wire;
    this.table = wire.table();
  }

  Conntrack read() {
    Tuple original = wire.originalTuple();
    ConntrackBuilder entry = Conntrack.of(original, original.inverse());
    readValues(entry);
    protocolInfo().ifPresent(entry::protocolInfo);
    sourceNat(original).ifPresent(entry::sourceNat);
    destinationNat(original).ifPresent(entry::destinationNat);
    if (table.has(NAT_SEQ_ADJ)) {
      entry.originalAdjustment(adjustment(0)).replyAdjustment(adjustment(12));
    }
    return entry.build();
  }

  private void readValues(ConntrackBuilder entry) {
    if (table.has(STATUS)) {
      entry.status(wire.status());
    }
    if (wire.hasTimeout()) {
      entry.timeout(wire.timeout());
    }
    if (wire.hasMark()) {
      entry.mark(wire.mark());
    }
    if (wire.hasMaster()) {
      entry.master(wire.master().toTuple());
    }
    if (wire.hasHelper()) {
      entry.helper(new AttachedHelper(wire.helper()));
    }
    if (table.has(LABELS)) {
      entry.labels(labels());
    }
    if (table.has(SYNPROXY)) {
      entry.synProxy(
          new SynProxy(table.u32(SYNPROXY, 4), table.u32(SYNPROXY, 0), table.u32(SYNPROXY, 8)));
    }
    if (table.has(ZONE)) {
      entry.zone(wire.zone());
    }
  }

  private Optional<ProtocolInfo> protocolInfo() {
    int state = wire.protocolState();
    if (state < 0) {
      return Optional.empty();
    }
    return Optional.of(
        switch (wire.protocol()) {
          case Protocol.TCP ->
              new ProtocolInfo.Tcp(
                  state,
                  u8(TCP_WSCALE_ORIG),
                  u8(TCP_WSCALE_REPL),
                  Optional.empty(),
                  Optional.empty());
          case Protocol.SCTP ->
              new ProtocolInfo.Sctp(state, u32(SCTP_VTAG_ORIG), u32(SCTP_VTAG_REPL));
          default -> new ProtocolInfo.Dccp(state, u8(DCCP_ROLE), OptionalLong.empty());
        });
  }

  private OptionalInt u8(int number) {
    return table.has(number) ? OptionalInt.of(table.u8(number)) : OptionalInt.empty();
  }

  private OptionalInt u32(int number) {
    return table.has(number) ? OptionalInt.of(table.u32(number)) : OptionalInt.empty();
  }

  /// What the source was translated to: the reply's destination.
  private Optional<NatRange> sourceNat(Tuple original) {
    return range(SNAT_IPV4, SNAT_IPV6, SPAT_PORT, original.source());
  }

  private Optional<NatRange> destinationNat(Tuple original) {
    return range(DNAT_IPV4, DNAT_IPV6, DPAT_PORT, original.destination());
  }

  /// @param same the address that stays when only the port is translated
  private Optional<NatRange> range(int inet, int inet6, int port, Address same) {
    Optional<Address> address = address(inet, inet6);
    // Peers send port 0 with every translated ICMP connection; it means nothing.
    boolean hasPort = table.has(port) && Protocol.hasPorts(wire.protocol());
    if (address.isEmpty() && !hasPort) {
      return Optional.empty();
    }
    Address to = address.orElse(same);
    return Optional.of(hasPort ? NatRange.of(to, table.swapped(port)) : NatRange.of(to));
  }

  private Optional<Address> address(int inet, int inet6) {
    return switch (wire.family()) {
      case INET ->
          table.has(inet) ? Optional.of(Address.ofInet(table.u32(inet))) : Optional.empty();
      case INET6 ->
          table.has(inet6)
              ? Optional.of(Address.ofInet6(table.u64(inet6, 0), table.u64(inet6, 8)))
              : Optional.empty();
    };
  }

  private SequenceAdjustment adjustment(int offset) {
    return new SequenceAdjustment(
        table.u32(NAT_SEQ_ADJ, offset),
        table.u32(NAT_SEQ_ADJ, offset + 4),
        table.u32(NAT_SEQ_ADJ, offset + 8));
  }

  /// Words of 32 label bits each; kernels have 128 bits, and what is beyond them is dropped.
  private Labels labels() {
    return new Labels(labelWord(0) | labelWord(1) << 32, labelWord(2) | labelWord(3) << 32);
  }

  private long labelWord(int word) {
    return table.length(LABELS) > word * 4 ? table.u32(LABELS, word * 4) & 0xffff_ffffL : 0;
  }
}
