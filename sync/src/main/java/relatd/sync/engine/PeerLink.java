// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.conf.Sync;
import relatd.netlink.LinkMonitor;
import relatd.posix.EventLoop;
import relatd.posix.PageMemory;
import relatd.sync.channel.LinkListener;
import relatd.sync.channel.Links;
import relatd.sync.channel.MultiChannel;
import relatd.sync.channel.Receiver;
import relatd.sync.kernel.KernelLog;
import relatd.sync.mode.ModeOutput;
import relatd.sync.mode.Reception;
import relatd.sync.wire.SyncWriter;

/// The way to the other firewall and back: all links, the batch that is being packed, and what is
/// made of what comes in.
final class PeerLink implements Receiver, ModeOutput, LinkListener, AutoCloseable {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final int BATCH_DATAGRAMS = 256;

  private final Arena arena = Arena.ofShared();
  private final LinkMonitor monitor;
  private final KernelLog log;
  private final MultiChannel channels;
  private final SyncWriter writer;
  private final PackedBatch batch;
  private final Runnable resync;
  private Reception reception;

  /// @param resync runs when the peer wants everything again
  /// @throws relatd.sync.channel.ChannelException when a link cannot be opened
  PeerLink(Sync sync, EventLoop loop, KernelLog log, Runnable resync) {
    this.log = log;
    this.resync = resync;
    this.monitor = LinkMonitor.open();
    try {
      this.channels = new Links(monitor, this, loop::now).open(sync);
    } catch (RuntimeException failure) {
      monitor.close();
      arena.close();
      throw failure;
    }
    this.writer =
        new SyncWriter(PageMemory.map(arena, BATCH_BYTES), channels.limit(), BATCH_DATAGRAMS);
    this.batch = new PackedBatch(writer);
  }

  /// Where a mode puts its messages.
  SyncWriter writer() {
    return writer;
  }

  /// Begins to read.
  ///
  /// @param budget receives of one link in one turn
  void start(EventLoop loop, Reception reception, int budget) {
    this.reception = reception;
    channels.register(loop, this, budget);
    channels.watch(loop, monitor);
  }

  @Override
  public void send(SyncWriter packed) {
    channels.send(batch);
  }

  @Override
  public void resyncRequested() {
    log.notice("resync requested by other node");
    resync.run();
  }

  @Override
  public void datagram(int link, MemorySegment buffer, long from, int length) {
    reception.datagram(buffer, from, length);
    follow(link);
  }

  @Override
  public int stream(int link, MemorySegment buffer, long from, int length) {
    int used = reception.stream(buffer, from, length);
    follow(link);
    return used;
  }

  private void follow(int link) {
    if (reception.wasGood()) {
      channels.follow(link);
    }
  }

  @Override
  public void becameDedicated(String device) {
    log.notice("device `" + device + "' becomes dedicated link");
  }

  @Override
  public void noLinkLeft() {
    log.error("no dedicated links available!");
  }

  MultiChannel channels() {
    return channels;
  }

  @Override
  public void close() {
    channels.close();
    monitor.close();
    arena.close();
  }
}
