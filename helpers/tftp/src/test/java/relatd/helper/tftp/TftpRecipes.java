// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tftp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Requests that no client sends, and what else may come to port 69.
final class TftpRecipes {
  private TftpRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        repeated(),
        anyCase(),
        answersFromPort69(),
        noRequest(),
        halfRequest(),
        unknownMode(),
        http(),
        emptyDatagram(),
        request(movedPort("inside", "10.77.1.2", 40_000)),
        request(movedPort("outside", "10.77.2.1", 1_027).behindRouter()));
  }

  private static CaptureBuilder from(String name) {
    return CaptureBuilder.udp("crafted-" + name, "10.77.1.2", 40_000, "10.77.2.2", 69);
  }

  /// The first request got no answer; then another file from the same port.
  private static CaptureBuilder repeated() {
    return from("repeated")
        .client("\0\1a\0octet\0")
        .wait(1)
        .client("\0\1a\0octet\0")
        .client("\0\2b\0octet\0");
  }

  private static CaptureBuilder anyCase() {
    return CaptureBuilder.udp("crafted-case", "fd77:1::2", 40_000, "fd77:2::2", 69)
        .client("\0\2dir/file name\0NetASCII\0tsize\0000\0");
  }

  /// A server that refuses before it takes a port of its own.
  private static CaptureBuilder answersFromPort69() {
    return from("error").client("\0\1a\0mail\0").server("\0\5\0\1not found\0");
  }

  /// DATA and ACK belong to a transfer, not to port 69.
  private static CaptureBuilder noRequest() {
    return from("no-request").client("\0\3\0\1data").client("\0\1a\0octet\0");
  }

  private static CaptureBuilder halfRequest() {
    return from("half").client("\0\1a\0octet").client("\0\1a\0octet\0");
  }

  private static CaptureBuilder unknownMode() {
    return from("mode").client("\0\1a\0image\0");
  }

  private static CaptureBuilder http() {
    return from("http").client("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  /// Masquerading that gave the client another port, on both sides of the router.
  private static CaptureBuilder movedPort(String side, String client, int port) {
    return CaptureBuilder.udp("crafted-moved-port." + side, client, port, "10.77.2.2", 69);
  }

  private static CaptureBuilder request(CaptureBuilder builder) {
    return builder.client("\0\1a\0octet\0");
  }

  /// Nothing was asked, and yet the server speaks.
  private static CaptureBuilder emptyDatagram() {
    return from("empty").client("").server("\0\5\0\4illegal operation\0");
  }
}
