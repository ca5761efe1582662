// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static relatd.conf.HelperType.Layer4.TCP;
import static relatd.conf.HelperType.Layer4.UDP;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import relatd.conf.HelperType.Layer4;

/// The helpers that a file may name. The daemon may pass in those that it really has.
public final class KnownHelpers {

  private final Map<String, KnownHelper> byName = new LinkedHashMap<>();

  public KnownHelpers(Collection<KnownHelper> helpers) {
    helpers.forEach(helper -> byName.put(helper.name(), helper));
  }

  /// The helpers of conntrackd 1.4.7 and our own sip, irc and rtsp.
  ///
  /// Three built-in numbers are ours: rpc 16 expectations (1.4.7: 1, too few for a client that asks
  /// for several programs), tns 4 (1: a redirect may list several addresses), amanda 4 (3, while
  /// the protocol opens four streams).
  public static KnownHelpers builtIn() {
    return new KnownHelpers(
        List.of(
            helper("ftp", Set.of(TCP), 1, 300),
            helper("rpc", Set.of(TCP, UDP), 16, 300),
            helper("tns", Set.of(TCP), 4, 300),
            helper("sane", Set.of(TCP), 1, 300),
            helper("amanda", Set.of(UDP), 4, 180),
            helper("dhcpv6", Set.of(UDP), 1, 300),
            helper("mdns", Set.of(UDP), 8, 30),
            helper("slp", Set.of(UDP), 8, 16),
            helper("ssdp", Set.of(UDP, TCP), 8, 300),
            helper("tftp", Set.of(UDP), 1, 300),
            sip(),
            helper("irc", Set.of(TCP), 8, 300),
            helper("rtsp", Set.of(TCP), 16, 300)));
  }

  /// The helper of that name, if it serves the transport.
  public Optional<KnownHelper> find(String name, Layer4 transport) {
    return Optional.ofNullable(byName.get(name))
        .filter(helper -> helper.transports().contains(transport));
  }

  /// Names, in the order given.
  public Collection<String> names() {
    return List.copyOf(byName.keySet());
  }

  private static KnownHelper helper(String name, Set<Layer4> transports, int max, int timeout) {
    return new KnownHelper(name, transports, List.of(new HelperPolicy(name, max, timeout)));
  }

  private static KnownHelper sip() {
    return new KnownHelper(
        "sip",
        Set.of(UDP, TCP),
        List.of(
            new HelperPolicy("signalling", 1, 180),
            new HelperPolicy("audio", 4, 180),
            new HelperPolicy("video", 4, 180),
            new HelperPolicy("image", 2, 180)));
  }
}
