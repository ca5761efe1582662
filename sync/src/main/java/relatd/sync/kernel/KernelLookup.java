// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.ctnetlink.Cta.*;

import java.lang.foreign.Arena;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.CtaExpect;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.Attributes;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;
import relatd.posix.Errno;
import relatd.sync.wire.ConntrackRequest;
import relatd.sync.wire.ConntrackWire;

/// Asks the kernel for single conntracks: whether an entry is still there, and the sequence
/// adjustments of one whose event shows the bit `SEQ_ADJUST`, because no event carries them.
public final class KernelLookup implements AutoCloseable {
  private static final int NESTED = 0x8000;
  private static final KernelEntries NOBODY = entry -> {};
  private static final Operation GET = Operation.of("read a conntrack");

  private final Arena arena = Arena.ofShared();
  private final MessageBuilder builder =
      new MessageBuilder(arena.allocate(ConntrackRequest.MAX_REQUEST, 8));
  private final ConntrackRequest request = new ConntrackRequest(builder, false);
  private final ConntrackMessage answer = new ConntrackMessage();
  private final Attributes tuple = new Attributes();
  private final NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER);

  public KernelLookup() {}

  /// Reads the entry of an event, with everything that only a dump has.
  ///
  /// @return whether it is there
  /// @throws NetlinkException when the kernel refuses
  public boolean get(ConntrackMessage event, KernelEntries reader) {
    event.seek(CTA_TUPLE_ORIG, tuple);
    request(event.family(), event.zone());
    return transact(reader);
  }

  /// Asks for the connection of [#tuple].
  private void request(Family family, int zone) {
    builder
        .reset()
        .begin(
            Netlink.type(Netlink.NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET),
            0,
            socket.nextSequence(),
            family.number(),
            0);
    builder.putBytes(CTA_TUPLE_ORIG | NESTED, tuple.buffer(), tuple.offset(), tuple.length());
    if (zone != 0) {
      builder.putU16(CTA_ZONE, zone);
    }
    builder.end();
  }

  /// Reads the entry that an image names, zone included.
  ///
  /// @param image complete
  /// @return whether it is there
  /// @throws NetlinkException when the kernel refuses
  public boolean get(ConntrackWire image, KernelEntries reader) {
    builder.reset();
    request.get(image, socket.nextSequence());
    return transact(reader);
  }

  /// Whether the master of an expectation is there.
  ///
  /// @throws NetlinkException when the kernel refuses
  public boolean hasMaster(ExpectMessage expectation) {
    expectation.seek(CtaExpect.CTA_EXPECT_MASTER, tuple);
    request(expectation.family(), expectation.zone());
    return transact(NOBODY);
  }

  private boolean transact(KernelEntries reader) {
    try {
      socket.transact(GET, builder, message -> reader.conntrack(answer.wrap(message)));
      return true;
    } catch (NetlinkException refusal) {
      if (refusal.is(Errno.ENOENT)) {
        return false;
      }
      throw refusal;
    }
  }

  @Override
  public void close() {
    socket.close();
    arena.close();
  }
}
