// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import relatd.conntrack.Address;

/// Asks the kernel which way a packet would take (rtnetlink(7)); anybody may.
///
/// ```
///  nlmsghdr 16 | rtmsg: family dst_len src_len tos table protocol scope type | u32 flags | attributes
///                       16     17      18      19  20    21       22    23     24          28
/// ```
///
/// Belongs to the network namespace of the thread that opened it, and to one thread at a time.
public final class RouteTable implements AutoCloseable {
  private static final int RTM_GETROUTE = 26;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTMSG = 12;
  private static final int HEADERS = 28;
  private static final int BUFFER = 256;
  private static final Operation ASK = Operation.of("ask for a route");

  private final NetlinkSocket socket;
  private final MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(BUFFER, 8));
  private final Attributes attributes = new Attributes();

  private RouteTable(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// @throws NetlinkException when the kernel refuses the socket
  public static RouteTable open() {
    return new RouteTable(NetlinkSocket.open(Netlink.NETLINK_ROUTE));
  }

  /// Index of the device through which packets of this machine leave for an address; empty where no
  /// route leads there. Rules that go by marks, senders or incoming devices are not asked.
  public OptionalInt deviceTowards(Address address) {
    ByteBuffer header = ByteBuffer.allocate(RTMSG).order(ByteOrder.nativeOrder());
    header.put(0, (byte) address.family().number());
    header.put(1, (byte) (address.family().addressBytes() * 8));
    builder.reset();
    builder
        .beginRaw(RTM_GETROUTE, Netlink.NLM_F_REQUEST, socket.nextSequence(), 0)
        .putRaw(header.array())
        .putAddress(RTA_DST, address)
        .end();
    int[] device = new int[1];
    try {
      socket.transact(ASK, builder, answer -> device[0] = device(answer, device[0]));
    } catch (NetlinkException _) {
      return OptionalInt.empty(); // ENETUNREACH, EHOSTUNREACH, EACCES: prohibited, blackholes
    }
    return device[0] == 0 ? OptionalInt.empty() : OptionalInt.of(device[0]);
  }

  private int device(MessageWalker message, int known) {
    if (message.type() != RTM_NEWROUTE || message.length() < HEADERS) {
      return known;
    }
    int device = known;
    attributes.wrap(
        message.buffer(), message.offset() + HEADERS, message.offset() + message.length());
    while (attributes.next()) {
      if (attributes.type() == RTA_OIF && attributes.length() == Integer.BYTES) {
        device = message.buffer().get(JAVA_INT_UNALIGNED, attributes.offset());
      }
    }
    return device;
  }

  @Override
  public void close() {
    socket.close();
  }
}
