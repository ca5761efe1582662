// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.OptionalInt;
import relatd.conntrack.DccpState;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SctpState;
import relatd.conntrack.TcpState;

/// Reads what a protocol's options are set to.
record ProtocolValue(int protocol) {

  int parse(ProtocolOption option, String word) {
    return switch (option) {
      case STATE -> state(word);
      case ROLE -> role(word);
      case ORIGINAL_TAG, REPLY_TAG -> Numbers.u32(word);
      case ICMP_TYPE, ICMP_CODE -> Numbers.octet(word);
      case ICMP_ID -> Numbers.decimal(word, 0xffff);
      default -> protocol == Protocol.GRE ? Numbers.anyBase(word, 0xffff) : Numbers.port(word);
    };
  }

  private int state(String word) {
    OptionalInt state =
        switch (protocol) {
          case Protocol.TCP ->
              word.equals("LISTEN") ? OptionalInt.of(TcpState.SYN_SENT2) : TcpState.of(word);
          case Protocol.SCTP -> SctpState.of(word);
          default -> DccpState.of(word);
        };
    if (state.isEmpty()) {
      String what =
          switch (protocol) {
            case Protocol.TCP -> "unknown TCP state";
            case Protocol.SCTP -> "unknown SCTP state";
            default -> "Unknown DCCP state";
          };
      throw new UsageException(what + " `" + word + "'");
    }
    return state.getAsInt();
  }

  private static int role(String word) {
    WordList only = new WordList(word);
    if (!word.isEmpty() && word.indexOf(',') < 0 && only.next()) {
      if (only.begins("client")) {
        return ProtocolInfo.Dccp.CLIENT;
      }
      if (only.begins("server")) {
        return ProtocolInfo.Dccp.SERVER;
      }
    }
    throw new UsageException("Unknown DCCP role `" + word + "'");
  }
}
