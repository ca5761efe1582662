// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import relatd.conntrack.Family;
import relatd.helper.Helper;
import relatd.helper.Transport;

/// One conversation as a fuzzer changes it: who talks to whom, and what is said in turn. Lengths,
/// sequence and port numbers of the packets that are made of it are always right, so that a change
/// reaches the grammar.
///
/// ```
///  flags u8 (1: IPv6, 2: UDP)  client's port u16  client's address 16  server's address 16
///  then each payload: way u8 (1: from the server, 2: sent twice)  length u16  bytes
/// ```
///
/// Any bytes are a conversation: what is cut short ends it.
final class FuzzInput {
  static final int INET6 = 1;
  static final int UDP = 2;
  static final int FROM_SERVER = 1;
  private static final int TWICE = 2;
  private static final int MOST_PAYLOADS = 64;
  private static final int PUSH = 0x18;
  private static final int SYN = 0x02;
  private static final int SYN_ACK = 0x12;
  private static final long FIRST_NANOS = 1_000_000_000L;

  private final ByteBuffer in;
  private final int[] next = {1_000_000, 2_000_000};
  private final List<Segment> packets = new ArrayList<>();
  private final byte[][] address = new byte[2][];
  private final int[] port = new int[2];
  private boolean inet6;
  private boolean tcp;

  private FuzzInput(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /// The packets of a conversation with a server of that helper.
  static Trace packets(byte[] bytes, Helper helper) {
    FuzzInput input = new FuzzInput(bytes);
    try {
      input.readEnds(helper);
      input.readPayloads();
    } catch (BufferUnderflowException end) {
      // the conversation ends here
    }
    return new Trace(input.packets);
  }

  private void readEnds(Helper helper) {
    int flags = in.get();
    inet6 =
        helper.families().contains(Family.INET6)
            && ((flags & INET6) != 0 || !helper.families().contains(Family.INET));
    tcp =
        helper.transports().contains(Transport.TCP)
            && ((flags & UDP) == 0 || !helper.transports().contains(Transport.UDP));
    port[0] = Math.max(1, in.getShort() & 0xffff);
    port[1] = helper.ports().stream().sorted().findFirst().orElseThrow();
    for (int end = 0; end < 2; end++) {
      byte[] all = new byte[16];
      in.get(all);
      address[end] = inet6 ? all : Arrays.copyOf(all, 4);
    }
  }

  private void readPayloads() {
    if (tcp) {
      add(0, SYN, new byte[0]);
      add(1, SYN_ACK, new byte[0]);
    }
    for (int i = 0; i < MOST_PAYLOADS; i++) {
      int way = in.get();
      int sender = way & FROM_SERVER;
      byte[] payload = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
      in.get(payload);
      add(sender, PUSH, payload);
      if ((way & TWICE) != 0) {
        next[sender] -= payload.length;
        add(sender, PUSH, payload);
      }
    }
  }

  private void add(int sender, int flags, byte[] payload) {
    int layer4 = (tcp ? 20 : 8) + payload.length;
    ByteBuffer out = ByteBuffer.allocate((inet6 ? 40 : 20) + layer4);
    byte protocol = (byte) (tcp ? Transport.TCP : Transport.UDP).number();
    if (inet6) {
      out.putInt(0x60000000).putShort((short) layer4).put(protocol).put((byte) 64);
    } else {
      out.putShort((short) 0x4500).putShort((short) out.capacity()).putInt(0);
      out.put((byte) 64).put(protocol).putShort((short) 0);
    }
    out.put(address[sender]).put(address[1 - sender]);
    out.putShort((short) port[sender]).putShort((short) port[1 - sender]);
    if (tcp) {
      out.putInt(next[sender]).putInt(next[1 - sender]).put((byte) 0x50).put((byte) flags);
      out.putShort((short) 60_000).putInt(0);
      next[sender] += payload.length + ((flags & SYN) == 0 ? 0 : 1);
    } else {
      out.putShort((short) layer4).putShort((short) 0);
    }
    packets.add(new Segment(FIRST_NANOS + packets.size() * 1_000_000L, out.put(payload).array()));
  }
}
