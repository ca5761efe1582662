// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.posix.Errno;
import relatd.posix.Sockets;

/// The states of network devices, now and as they change (rtnetlink(7)).
///
/// ```
///  nlmsghdr 16 | ifinfomsg: u8 family | u8 -- | u16 type | s32 index | u32 flags | u32 change | attributes
///                           16                  18         20          24          28           32
/// ```
///
/// Belongs to the network namespace of the thread that opened it, and to one thread at a time. One
/// change of a device makes several messages.
public final class LinkMonitor implements AutoCloseable {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFINFOMSG = 16;
  private static final int INDEX = 20;
  private static final int FLAGS = 24;
  private static final int HEADERS = 32;

  /// Link messages have about 1500 bytes; many come in one dump datagram, one in an event.
  private static final int BUFFER = 32 * 1024;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(BUFFER, 8);
  private final MessageWalker walker = new MessageWalker();
  private final Attributes attributes = new Attributes();
  private final NetlinkSocket events;
  private final NetlinkSocket requests;

  private LinkMonitor(NetlinkSocket events, NetlinkSocket requests) {
    this.events = events;
    this.requests = requests;
  }

  /// @throws NetlinkException when the kernel refuses
  public static LinkMonitor open() {
    NetlinkSocket events = NetlinkSocket.open(Netlink.NETLINK_ROUTE);
    NetlinkSocket requests = null;
    try {
      events.join(Netlink.RTNLGRP_LINK);
      requests = NetlinkSocket.open(Netlink.NETLINK_ROUTE);
      return new LinkMonitor(events, requests);
    } finally {
      if (requests == null) {
        events.close();
      }
    }
  }

  /// Readable when something has changed: [#drain] it.
  public int fd() {
    return events.fd();
  }

  /// Tells all devices.
  public void list(Consumer<NetworkDevice> devices) {
    MessageBuilder request = new MessageBuilder(buffer);
    // Four bytes of ifinfomsg are enough to ask for all of them (struct rtgenmsg has but one).
    request.begin(RTM_GETLINK, 0, requests.nextSequence(), 0, 0).end();
    requests.dump(Operation.of("list network devices"), request, answer -> tell(answer, devices));
  }

  /// The device of a name, as it is now.
  public Optional<NetworkDevice> find(String name) {
    NetworkDevice[] found = new NetworkDevice[1];
    list(device -> {
      if (device.name().equals(name)) {
        found[0] = device;
      }
    });
    return Optional.ofNullable(found[0]);
  }

  /// Takes a device of this thread's network namespace into use, as `ip link set NAME up` does.
  ///
  /// @throws NetlinkException when there is none of that name, or the kernel refuses
  public static void bringUp(String name) {
    bringUp(name, new byte[0]);
  }

  /// The same, and its packets get no longer than so many bytes: `ip link set NAME up mtu BYTES`.
  ///
  /// @throws NetlinkException when there is none of that name, or the kernel refuses
  public static void bringUp(String name, int mtu) {
    ByteBuffer attribute = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    attribute.putShort((short) 8).putShort((short) IFLA_MTU).putInt(mtu);
    bringUp(name, attribute.array());
  }

  private static void bringUp(String name, byte[] attributes) {
    try (LinkMonitor monitor = open()) {
      Operation operation = Operation.of("take device " + name + " into use");
      int index =
          monitor
              .find(name)
              .orElseThrow(() -> new NetlinkException(operation, Errno.ENODEV.number(), ""))
              .index();
      MessageBuilder request = new MessageBuilder(monitor.buffer);
      ByteBuffer info = ByteBuffer.allocate(IFINFOMSG).order(ByteOrder.nativeOrder());
      info.putInt(4, index).putInt(8, NetworkDevice.IFF_UP).putInt(12, NetworkDevice.IFF_UP);
      request
          .beginRaw(RTM_NEWLINK, NetlinkFlags.NLM_F_REQUEST, monitor.requests.nextSequence(), 0)
          .putRaw(info.array())
          .putRaw(attributes)
          .end();
      monitor.requests.transact(operation, request, answer -> {});
    }
  }

  /// Tells what has changed since; does not wait. When changes got lost it tells all devices.
  public void drain(Consumer<NetworkDevice> devices) {
    int received = receive();
    while (received > 0 || received == -Errno.ENOBUFS.number()) {
      if (received < 0) {
        list(devices);
      } else {
        tellAll(received, devices);
      }
      received = receive();
    }
  }

  private int receive() {
    return Sockets.recv(events.fd(), buffer, 0, BUFFER, Sockets.MSG_DONTWAIT);
  }

  private void tellAll(int bytes, Consumer<NetworkDevice> devices) {
    walker.wrap(buffer, 0, bytes);
    try {
      while (walker.next()) {
        tell(walker, devices);
      }
    } catch (MalformedMessage _) {
      // The kernel's own message: what could be read has been told.
      return;
    }
  }

  private void tell(MessageWalker message, Consumer<NetworkDevice> devices) {
    boolean removed = message.type() == RTM_DELLINK;
    if (message.type() != RTM_NEWLINK && !removed || message.length() < HEADERS) {
      return;
    }
    MemorySegment bytes = message.buffer();
    long at = message.offset();
    String name = "";
    int mtu = 0;
    attributes.wrap(bytes, at + HEADERS, at + message.length());
    while (attributes.next()) {
      if (attributes.type() == IFLA_IFNAME) {
        name = attributes.string();
      } else if (attributes.type() == IFLA_MTU && attributes.length() == 4) {
        mtu = bytes.get(JAVA_INT_UNALIGNED, attributes.offset());
      }
    }
    // Bridges and wireless devices send messages of their own families about their ports.
    if (!name.isEmpty() && bytes.get(JAVA_BYTE, at + MessageWalker.HEADER) == 0) {
      int index = bytes.get(JAVA_INT_UNALIGNED, at + INDEX);
      int flags = bytes.get(JAVA_INT_UNALIGNED, at + FLAGS);
      devices.accept(new NetworkDevice(index, name, flags, mtu, removed));
    }
  }

  @Override
  public void close() {
    events.close();
    requests.close();
    arena.close();
  }
}
