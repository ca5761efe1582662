// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.util.ArrayList;
import java.util.List;
import relatd.netlink.LinkMonitor;
import relatd.netlink.NetworkDevice;
import relatd.posix.EventLoop;
import relatd.posix.Registration;

/// All dedicated links of this node: each is read, the current one is written.
///
/// The current link is left when its device is no longer up with a carrier and another one is
/// better; it is not returned to when it recovers. Nodes follow each other: a message of the peer
/// that comes by another link makes that one current ([#follow]).
public final class MultiChannel implements AutoCloseable {
  private static final class Place {
    final Channel channel;
    NetworkDevice device;

    Place(Channel channel, NetworkDevice device) {
      this.channel = channel;
      this.device = device;
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final LinkListener listener;
  private final ErrorQueue queue;
  private int current;
  private boolean failureTold;
  private Registration watching;

  /// @param channels in the order of the configuration
  /// @param devices of each, as they are now
  /// @param first which one to write to
  /// @param queue that TCP links share
  MultiChannel(
      List<Channel> channels,
      List<NetworkDevice> devices,
      int first,
      LinkListener listener,
      ErrorQueue queue) {
    for (int i = 0; i < channels.size(); i++) {
      places.add(new Place(channels.get(i), devices.get(i)));
    }
    this.current = first;
    this.listener = listener;
    this.queue = queue;
  }

  /// One channel that is no device's, such as a [LossyChannel] between two engines.
  public static MultiChannel of(Channel channel, LinkListener listener) {
    int upAndRunning = 0x41;
    NetworkDevice none = new NetworkDevice(0, "none", upAndRunning, 0, false);
    return new MultiChannel(List.of(channel), List.of(none), 0, listener, new ErrorQueue(1));
  }

  /// Bytes that a datagram stays below to fit on every link.
  public int limit() {
    return places.stream().mapToInt(place -> place.channel.limit()).min().orElseThrow();
  }

  public void send(Datagrams datagrams) {
    places.get(current).channel.send(datagrams);
  }

  /// Has a loop read all links.
  ///
  /// @param budget receives of one link in one turn (`EventIterationLimit`)
  public void register(EventLoop loop, Receiver receiver, int budget) {
    for (int i = 0; i < places.size(); i++) {
      Channel channel = places.get(i).channel;
      int link = i;
      channel.register(loop, () -> channel.receive(budget, link, receiver));
    }
  }

  /// Reads each link once, without a loop.
  ///
  /// @return receives; 0 when nothing is there
  public int receive(int budget, Receiver receiver) {
    int total = 0;
    for (int i = 0; i < places.size(); i++) {
      total += places.get(i).channel.receive(budget, i, receiver);
    }
    return total;
  }

  /// Has a loop watch the links' devices.
  public void watch(EventLoop loop, LinkMonitor monitor) {
    watching =
        loop.register(monitor.fd(), EventLoop.READABLE, _ -> monitor.drain(this::deviceChanged));
  }

  /// A message of the peer has come by this link: it is written to from now on.
  public void follow(int link) {
    current = link;
  }

  /// What the kernel says of a device, one of the links' or not.
  public void deviceChanged(NetworkDevice device) {
    boolean ours = false;
    for (Place place : places) {
      if (place.device.name().equals(device.name())) {
        place.device = device;
        ours = true;
      }
    }
    if (ours) {
      replaceFailed();
    }
  }

  private void replaceFailed() {
    NetworkDevice device = places.get(current).device;
    if (LinkStatus.of(device) == LinkStatus.RUNNING) {
      failureTold = false;
      return;
    }
    int better = substitute();
    if (better >= 0) {
      current = better;
      failureTold = false;
      listener.becameDedicated(places.get(better).device.name());
    } else if (!failureTold) {
      failureTold = true;
      listener.noLinkLeft();
    }
  }

  /// The first other link with a carrier, else the first that may get one.
  private int substitute() {
    int hopeful = -1;
    for (int i = 0; i < places.size(); i++) {
      NetworkDevice device = places.get(i).device;
      if (i != current && LinkStatus.of(device) == LinkStatus.RUNNING) {
        return i;
      }
      if (i != current && hopeful < 0 && LinkStatus.of(device) == LinkStatus.NO_CARRIER) {
        hopeful = i;
      }
    }
    // Without a carrier there, nothing is won by leaving a link that is up, too.
    boolean lost = LinkStatus.of(places.get(current).device) == LinkStatus.DOWN;
    return lost ? hopeful : -1;
  }

  Channel channel(int link) {
    return places.get(link).channel;
  }

  /// Index of the link that is written to.
  public int current() {
    return current;
  }

  public int links() {
    return places.size();
  }

  public LinkStatus status(int link) {
    return LinkStatus.of(places.get(link).device);
  }

  public int size() {
    return places.size();
  }

  /// The name of a link's device.
  public String device(int link) {
    return places.get(link).device.name();
  }

  /// Whether it is the one that is written to.
  public boolean isActive(int link) {
    return link == current;
  }

  public ChannelStats stats(int link) {
    return places.get(link).channel.stats();
  }

  /// The link block of `conntrackd -s` and `-s network`: of the current link.
  public String summary() {
    Place place = places.get(current);
    return place.channel.stats().summary(place.device.name());
  }

  /// What `conntrackd -s link` prints: a block for each link.
  public String detail() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < places.size(); i++) {
      text.append(stats(i).detail(places.get(i).device.name(), status(i), i == current));
    }
    return text.toString();
  }

  /// Batches that wait for a TCP link, at most so many, and how many made room for others: queue
  /// `errorq` of `conntrackd -s queue`.
  public QueueLevel errorQueue() {
    return queue.level();
  }

  @Override
  public void close() {
    places.forEach(place -> place.channel.close());
    if (watching != null) {
      watching.close();
    }
  }
}
