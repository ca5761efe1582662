// SPDX-License-Identifier: Apache-2.0
package relatd.helper.packet;

import static relatd.helper.packet.Bytes.U16;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Family;

/// Makes the rewritten copy of a packet: payload pieces in, lengths and checksums mended.
///
/// `begin`, then any number of `keep` and `insert` in the order of the new payload, then `end`. The
/// result lies in a buffer of the editor's own and is valid until the next `begin`. Sequence
/// numbers stay the sender's: the kernel adjusts them.
public final class PacketEditor {
  /// The largest packet that IP can state.
  private static final int MAX = 65_535;

  private final MemorySegment buffer;
  private PacketView packet = new PacketView();
  private long at;
  private boolean overflow;

  /// @param buffer where packets are written: 65,535 bytes, owned by this editor from now on
  public PacketEditor(MemorySegment buffer) {
    if (buffer.byteSize() < MAX) {
      throw new IllegalArgumentException("a packet editor needs " + MAX + " bytes");
    }
    this.buffer = buffer;
  }

  /// Starts the copy of a packet with its headers.
  public void begin(PacketView packet) {
    this.packet = packet;
    overflow = false;
    at = packet.payload() - packet.start();
    MemorySegment.copy(packet.bytes(), packet.start(), buffer, 0, at);
  }

  /// Addresses the copy to another port of its receiver; after `begin`.
  public void deliverTo(int port) {
    buffer.set(U16, packet.layer4() - packet.start() + 2, (short) port);
  }

  /// Copies payload bytes `[from, to)` of the packet.
  public void keep(int from, int to) {
    if (fits(to - from)) {
      MemorySegment.copy(packet.bytes(), packet.payload() + from, buffer, at, to - from);
      at += to - from;
    }
  }

  /// Writes other bytes.
  public void insert(byte[] bytes, int from, int to) {
    if (fits(to - from)) {
      MemorySegment.copy(
          bytes, from, buffer, java.lang.foreign.ValueLayout.JAVA_BYTE, at, to - from);
      at += to - from;
    }
  }

  /// Mends lengths and checksums; false when the result is no packet because it would be too long.
  public boolean end() {
    if (overflow) {
      return false;
    }
    long layer4 = packet.layer4() - packet.start();
    if (packet.family() == Family.INET) {
      buffer.set(U16, 2, (short) at);
      Checksum.inetHeader(buffer, 0);
    } else {
      buffer.set(U16, 4, (short) (at - 40));
    }
    if (packet.kind() == PacketView.Kind.UDP) {
      buffer.set(U16, layer4 + 4, (short) (at - layer4));
    }
    Checksum.layer4(buffer, packet.family(), 0, layer4, at, packet.protocol());
    return true;
  }

  /// The rewritten packet: bytes `[0, length())`.
  public MemorySegment bytes() {
    return buffer;
  }

  public int length() {
    return (int) at;
  }

  private boolean fits(int more) {
    overflow |= at + more > MAX;
    return !overflow;
  }
}
