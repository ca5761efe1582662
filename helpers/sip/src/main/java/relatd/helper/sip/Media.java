// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.Optional;
import relatd.conntrack.Address;

/// What one `m=` line and the lines below it say (RFC 8866, section 5.14; RFC 3605; RFC 5761; RFC
/// 4145). Positions are those in the payload.
final class Media {
  /// How its packets travel.
  enum Flow {
    /// RTP, with RTCP beside it.
    PAIR,
    /// One UDP port (udptl, plain UDP).
    DATAGRAMS,
    /// A TCP connection.
    STREAM,
    /// By what a helper cannot expect (DCCP, SCTP).
    NONE
  }

  /// An address as a line names it.
  ///
  /// @param address empty for a host name
  record Host(Optional<Address> address, int from, int to) {}

  /// Position of the `m=` line among its like, from 0.
  final int line;

  String type = "";
  Flow flow = Flow.NONE;
  int port;
  int portFrom;
  int portTo;
  int pairs = 1;
  Optional<Host> host = Optional.empty();
  int rtcpPort;
  int rtcpFrom;
  int rtcpTo;
  Optional<Host> rtcpHost = Optional.empty();
  boolean mux;
  boolean inactive;
  boolean listens;

  Media(int line) {
    this.line = line;
  }
}
