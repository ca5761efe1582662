// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sane;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Control connections that no scanner program would hold.
final class SaneRecipes {
  private static final String INIT = words(0, 0x0101_0003, 0);
  private static final String INIT_REPLY = words(0, 0x0101_0003);
  private static final String CANCEL = words(8, 0);
  private static final String START = words(7, 0);
  private static final int ORDER = 0x1234;

  private SaneRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        starts(),
        refused(),
        notStarts(),
        notAsked(),
        hole(),
        midStream(),
        version(),
        http(),
        serverFirst());
  }

  private static String words(int... words) {
    StringBuilder text = new StringBuilder();
    for (int word : words) {
      text.append((char) (word >>> 24)).append((char) (word >>> 16 & 0xff));
      text.append((char) (word >>> 8 & 0xff)).append((char) (word & 0xff));
    }
    return text.toString();
  }

  private static CaptureBuilder begin(String name) {
    return CaptureBuilder.between("crafted-" + name, "10.77.", 40_000, 6_566)
        .handshake()
        .client(INIT)
        .server(INIT_REPLY);
  }

  private static String port(int port) {
    return words(0, port, ORDER, 0);
  }

  /// Two scans, each replaces the one before; the handle is any.
  private static CaptureBuilder starts() {
    return begin("starts")
        .client(START)
        .server(port(50_001))
        .client(CANCEL)
        .server(words(0))
        .client(words(7, 0x0102_0304))
        .server(port(50_002))
        .end();
  }

  private static CaptureBuilder refused() {
    CaptureBuilder b = begin("refused");
    for (int port : new int[] {22, 1_023, 65_536, -1, 0x0001_c350}) {
      b.client(START).server(port(port));
    }
    return b.client(START)
        .server(words(7, 50_003, ORDER, 0)) // busy
        .client(START)
        .server(port(0))
        .end();
  }

  /// One word more, one less, another request, and START inside another request.
  private static CaptureBuilder notStarts() {
    return begin("not-starts")
        .client(START + CANCEL)
        .server(port(50_010))
        .client(START + "x")
        .server(port(50_011))
        .client(START.substring(1))
        .server(port(50_012))
        .client(CANCEL)
        .server(port(50_013))
        .client(words(5, 0, 1))
        .client(START)
        .server(port(50_014))
        .client(words(0x0700_0000, 0))
        .server(port(50_015))
        .end();
  }

  /// The server says a port without being asked, before it is asked, and after it was answered.
  private static CaptureBuilder notAsked() {
    return begin("not-asked")
        .server(port(50_020))
        .client(START)
        .server(words(0, 50_021))
        .server(port(50_022))
        .client(CANCEL)
        .client(START)
        .server(port(50_023))
        .end();
  }

  /// The beginning of a request is missing; what looks like a start may be its end.
  private static CaptureBuilder hole() {
    return begin("hole")
        .clientSkips(8)
        .client(START)
        .serverAcks()
        .server(port(50_030))
        .client(START)
        .server(port(50_031))
        .end();
  }

  private static CaptureBuilder midStream() {
    return CaptureBuilder.between("crafted-mid-stream", "10.77.", 40_000, 6_566)
        .clientSkips(100)
        .serverSkips(100)
        .client(START)
        .server(port(50_040))
        .client(START)
        .server(port(50_041))
        .end();
  }

  private static CaptureBuilder version() {
    return CaptureBuilder.between("crafted-version", "10.77.", 40_000, 6_566)
        .handshake()
        .client(words(0, 0x0201_0003, 0))
        .server(INIT_REPLY)
        .client(START)
        .server(port(50_050))
        .end();
  }

  private static CaptureBuilder http() {
    return CaptureBuilder.between("crafted-http", "10.77.", 40_000, 6_566)
        .handshake()
        .client("POST / HTTP/1.1\r\n\r\n" + START)
        .server(port(50_060))
        .end();
  }

  private static CaptureBuilder serverFirst() {
    return CaptureBuilder.between("crafted-server-first", "fd77:", 40_000, 6_566)
        .handshake()
        .server(words(0))
        .client(INIT)
        .server(INIT_REPLY)
        .client(START)
        .server(port(50_070))
        .end();
  }
}
