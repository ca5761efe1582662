// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import relatd.conntrack.Address;

/// A capture of `testdata/wire`, reduced to what the sync ports said: UDP payloads, TCP segments,
/// or (link type 253) netlink datagrams. Fragments, retransmissions and checksums are no concern
/// here.
public record Capture(List<Payload> payloads) {
  private static final Path ROOT = Path.of(System.getProperty("relatd.testdata"), "wire");
  private static final int ETHERNET = 1;
  private static final int NETLINK = 253;
  private static final int COOKED2 = 276;

  /// @param micros when it was captured, since 1970
  public record Payload(long micros, Address from, Address to, boolean stream, byte[] bytes) {}

  static List<String> names() {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pcap"))
          .map(name -> name.substring(0, name.length() - ".pcap".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Those with messages of the sync protocol.
  static List<String> ofSync() {
    return names().stream().filter(name -> !name.endsWith("-netlink")).toList();
  }

  static Path text(String name) {
    return ROOT.resolve(name + ".txt");
  }

  public static Capture of(String name) {
    try {
      return read(ByteBuffer.wrap(Files.readAllBytes(ROOT.resolve(name + ".pcap"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Capture read(ByteBuffer file) {
    file.order(ByteOrder.LITTLE_ENDIAN);
    int link = file.getInt(20);
    List<Payload> payloads = new ArrayList<>();
    for (int at = 24; at < file.limit(); at += 16 + file.getInt(at + 8)) {
      long micros = file.getInt(at) * 1_000_000L + file.getInt(at + 4);
      ByteBuffer packet = file.slice(at + 16, file.getInt(at + 8)); // big-endian from here
      switch (link) {
        case ETHERNET -> ip(payloads, micros, packet.getShort(12), rest(packet, 14));
        case COOKED2 -> ip(payloads, micros, packet.getShort(0), rest(packet, 20));
        case NETLINK ->
            payloads.add(
                new Payload(micros, Address.ANY4, Address.ANY4, false, bytes(rest(packet, 16))));
        default -> throw new IllegalArgumentException("link type " + link);
      }
    }
    return new Capture(payloads);
  }

  private static void ip(List<Payload> payloads, long micros, short etherType, ByteBuffer ip) {
    if (etherType == 0x0800) {
      int header = (ip.get(0) & 0xf) * 4;
      ByteBuffer body = ip.slice(header, (ip.getShort(2) & 0xffff) - header);
      add(payloads, micros, ip.get(9), address(ip, 12, 4), address(ip, 16, 4), body);
    } else if (etherType == (short) 0x86dd) {
      ByteBuffer body = ip.slice(40, ip.getShort(4) & 0xffff);
      add(payloads, micros, ip.get(6), address(ip, 8, 16), address(ip, 24, 16), body);
    }
  }

  private static void add(
      List<Payload> payloads,
      long micros,
      int protocol,
      Address from,
      Address to,
      ByteBuffer body) {
    boolean tcp = protocol == 6;
    if (!tcp && protocol != 17 || !isSyncPort(body.getShort(2)) && !isSyncPort(body.getShort(0))) {
      return;
    }
    byte[] bytes = bytes(rest(body, tcp ? (body.get(12) >>> 4 & 0xf) * 4 : 8));
    if (!tcp || bytes.length > 0) {
      payloads.add(new Payload(micros, from, to, tcp, bytes));
    }
  }

  private static boolean isSyncPort(int port) {
    return port == 3780 || port == 3781;
  }

  private static ByteBuffer rest(ByteBuffer buffer, int from) {
    return buffer.slice(from, buffer.limit() - from);
  }

  private static Address address(ByteBuffer buffer, int at, int size) {
    return Address.ofBytes(bytes(buffer.slice(at, size)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
