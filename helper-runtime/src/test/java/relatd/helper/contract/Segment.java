// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import relatd.conntrack.Family;
import relatd.helper.packet.PacketView;

/// One captured packet that can be cut, joined and changed. Lengths and sequence numbers are kept
/// right; checksums are not, because nothing on a helper's way looks at them.
///
/// @param bytes from the IP header on
record Segment(long nanos, byte[] bytes) {
  private static final int FIN = 1;
  private static final int SYN = 2;

  private PacketView view() {
    PacketView view = new PacketView();
    view.wrap(MemorySegment.ofArray(bytes), 0, bytes.length);
    return view;
  }

  boolean isSyn() {
    return view().isSyn();
  }

  boolean isTcp() {
    return view().isTcp();
  }

  /// Whether this is TCP payload to or from one of these ports.
  boolean isPayloadOf(Iterable<Integer> ports) {
    PacketView view = view();
    if (!view.isTcp() || view.payloadLength() == 0) {
      return false;
    }
    for (int port : ports) {
      if (view.sourcePort() == port || view.destinationPort() == port) {
        return true;
      }
    }
    return false;
  }

  int length() {
    PacketView view = view();
    boolean known = view.kind() == PacketView.Kind.TCP || view.kind() == PacketView.Kind.UDP;
    return known ? view.payloadLength() : 0;
  }

  /// Sender and receiver, as a key.
  Object way() {
    return view().tuple();
  }

  int sequence() {
    return view().sequence();
  }

  byte[] payload() {
    PacketView view = view();
    return Arrays.copyOfRange(bytes, (int) view.payload(), (int) view.end());
  }

  /// The payload bytes `[from, to)` as a segment of its own.
  Segment slice(int from, int to) {
    Segment slice = withPayload(Arrays.copyOfRange(payload(), from, to)).at(sequence() + from);
    int flags = from > 0 ? SYN : 0;
    return slice.without(flags | (to < length() ? FIN : 0));
  }

  /// Cut at these positions, which lie in order; those at the ends and outside cut nothing.
  List<Segment> cut(int... borders) {
    List<Segment> pieces = new ArrayList<>();
    int length = length();
    int done = 0;
    for (int border : borders) {
      if (border > done && border < length) {
        pieces.add(slice(done, border));
        done = border;
      }
    }
    pieces.add(done == 0 ? this : slice(done, length));
    return pieces;
  }

  /// Whether the other one's bytes follow these in the same direction.
  boolean isFollowedBy(Segment other) {
    return way().equals(other.way()) && sequence() + length() == other.sequence();
  }

  /// This one's bytes and those of the one that follows.
  Segment joined(Segment next) {
    byte[] both = Arrays.copyOf(payload(), length() + next.length());
    System.arraycopy(next.payload(), 0, both, length(), next.length());
    return next.withPayload(both).at(sequence());
  }

  /// Other payload, lengths put right.
  Segment withPayload(byte[] payload) {
    PacketView view = view();
    int header = (int) view.payload();
    byte[] copy = Arrays.copyOf(bytes, header + payload.length);
    System.arraycopy(payload, 0, copy, header, payload.length);
    ByteBuffer out = ByteBuffer.wrap(copy);
    if (view.family() == Family.INET) {
      out.putShort(2, (short) copy.length);
    } else {
      out.putShort(4, (short) (copy.length - 40));
    }
    if (!view.isTcp()) {
      out.putShort((int) view.layer4() + 4, (short) (copy.length - view.layer4()));
    }
    return new Segment(nanos, copy);
  }

  /// The same at another place of the stream.
  Segment at(int sequence) {
    PacketView view = view();
    byte[] copy = bytes.clone();
    int number = view.isSyn() ? sequence - 1 : sequence;
    ByteBuffer.wrap(copy).putInt((int) view.layer4() + 4, number);
    return new Segment(nanos, copy);
  }

  private Segment without(int flags) {
    int at = (int) view().layer4() + 13;
    int sequence = sequence();
    byte[] copy = bytes.clone();
    copy[at] = (byte) (copy[at] & ~flags);
    return new Segment(nanos, copy).at(sequence);
  }
}
