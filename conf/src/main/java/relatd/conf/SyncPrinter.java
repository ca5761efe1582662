// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// The part of [ConfigPrinter] that writes section Sync.
final class SyncPrinter {

  private final Lines lines;

  private SyncPrinter(Lines lines) {
    this.lines = lines;
  }

  static void print(Sync sync, Lines lines) {
    SyncPrinter printer = new SyncPrinter(lines);
    lines.open("Sync");
    printer.mode(sync);
    sync.links().forEach(printer::link);
    printer.options(sync);
    lines.close();
  }

  private void mode(Sync sync) {
    if (!sync.modeGiven()) {
      lines.comment("no Mode is given: as Mode FTFW");
      timeouts(sync);
      return;
    }
    lines.open("Mode " + sync.mode().word());
    timeouts(sync);
    switch (sync.mode()) {
      case SyncMode.FtFw ftfw ->
          lines
              .clause("ResendQueueSize", ftfw.resendQueueSize())
              .clause("ACKWindowSize", ftfw.ackWindowSize())
              .onOff("DisableExternalCache", ftfw.disableExternalCache())
              .onOff("StartupResync", ftfw.startupResync());
      case SyncMode.Notrack notrack ->
          lines
              .onOff("DisableInternalCache", notrack.disableInternalCache())
              .onOff("DisableExternalCache", notrack.disableExternalCache())
              .onOff("StartupResync", notrack.startupResync());
      case SyncMode.Alarm alarm ->
          lines
              .clause("RefreshTime", alarm.refreshTime())
              .clause("CacheTimeout", alarm.cacheTimeout());
    }
    lines.close();
  }

  private void timeouts(Sync sync) {
    if (sync.commitTimeout().isPresent()) {
      lines.clause("CommitTimeout", sync.commitTimeout().getAsInt());
    } else {
      lines.comment("CommitTimeout is not set: each entry keeps its own");
    }
    lines.clause("PurgeTimeout", sync.purgeTimeout());
  }

  private void link(Link link) {
    lines.open(link.word() + (link.preferred() ? " Default" : ""));
    switch (link) {
      case Link.Multicast multicast -> {
        address("_address", multicast.group());
        multicast.localAddress().ifPresent(a -> lines.clause("IPv4_interface", a.getHostAddress()));
      }
      case Link.Udp udp -> ends(udp.local(), udp.peer());
      case Link.Tcp tcp -> ends(tcp.local(), tcp.peer());
    }
    link.networkInterface().ifPresent(name -> lines.clause("Interface", name));
    lines.positive(link instanceof Link.Multicast ? "Group" : "Port", link.port());
    lines
        .positive("SndSocketBuffer", link.tuning().sendBuffer())
        .positive("RcvSocketBuffer", link.tuning().receiveBuffer())
        .onOff("Checksum", link.tuning().checksum());
    if (link instanceof Link.Tcp tcp) {
      lines.clause("ErrorQueueLength", tcp.errorQueueLength());
    }
    lines.close();
  }

  private void ends(Optional<InetAddress> local, Optional<InetAddress> peer) {
    address("_address", local);
    address("_Destination_Address", peer);
  }

  private void address(String word, Optional<InetAddress> address) {
    address.ifPresent(a ->
        lines.clause((a instanceof Inet4Address ? "IPv4" : "IPv6") + word, a.getHostAddress()));
  }

  private void options(Sync sync) {
    lines.open("Options").onOff("TCPWindowTracking", sync.tcpWindowTracking());
    switch (sync.expectations()) {
      case ExpectationSync.Off _ -> lines.onOff("ExpectationSync", false);
      case ExpectationSync.All _ -> lines.onOff("ExpectationSync", true);
      case ExpectationSync.Only only -> {
        lines.open("ExpectationSync");
        only.helpers().forEach(lines::add);
        lines.close();
      }
    }
    lines.close();
  }
}
