// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// A control point at 10.77.1.2, a device at 10.77.1.9: what they say, and what they should not.
final class SsdpRecipes {
  private static final String POINT = "10.77.1.2";
  private static final String DEVICE = "10.77.1.9";
  private static final String GROUP = "239.255.255.250";
  private static final String SEARCH =
      "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\n\r\n";

  private SsdpRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        whole(),
        locations(),
        notSearches(),
        inet6(),
        unicast(),
        callbacks(),
        answers(),
        bodies(),
        events(),
        notHttp(),
        midStream(),
        unasked());
  }

  private static String answer(String location) {
    return "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=100\r\nEXT:\r\n" + location + "\r\n\r\n";
  }

  private static String subscribe(String callback) {
    return "SUBSCRIBE /event HTTP/1.1\r\nHOST: x\r\nCALLBACK: "
        + callback
        + "\r\nNT: upnp:event\r\n\r\n";
  }

  private static CaptureBuilder searched(String name) {
    return CaptureBuilder.datagrams("crafted-" + name)
        .datagram(POINT, 50_000, GROUP, 1_900, SEARCH);
  }

  private static CaptureBuilder control(String name) {
    return CaptureBuilder.tcp("crafted-" + name, POINT, 40_000, DEVICE, 1_900).handshake();
  }

  /// Search, answer from another port than 1900, description, subscription, two events.
  private static CaptureBuilder whole() {
    CaptureBuilder b = searched("whole");
    b.datagram(DEVICE, 1_901, POINT, 50_000, answer("LOCATION: http://10.77.1.9:49152/d.xml"));
    b.connection(POINT, 40_001, DEVICE, 49_152).handshake();
    b.client("GET /d.xml HTTP/1.1\r\nHost: 10.77.1.9:49152\r\n\r\n");
    b.server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<xml>");
    b.client(subscribe("<http://10.77.1.2:50100/cb>"));
    b.connection(DEVICE, 60_001, POINT, 50_100).handshake();
    b.client("NOTIFY /cb HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
    b.server("HTTP/1.1 200 OK\r\n\r\n").end();
    b.connection(DEVICE, 60_002, POINT, 50_100).handshake();
    b.client("NOTIFY /cb HTTP/1.1\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\n");
    return b.client(subscribe("<http://10.77.1.9:50101/cb>")).end();
  }

  private static CaptureBuilder locations() {
    CaptureBuilder b = searched("locations");
    String[] locations = {
      "LOCATION: http://10.77.1.9/d.xml",
      "location:http://10.77.1.9:2869/d.xml",
      "Location:   HTTP://10.77.1.9:2870?x",
      "LOCATION: http://10.77.1.9:2871",
      "LOCATION: http://10.77.1.8:2872/d.xml",
      "LOCATION: http://10.77.1.2:2873/d.xml",
      "LOCATION: http://10.77.1.9:22/d.xml",
      "LOCATION: http://10.77.1.9:65536/d.xml",
      "LOCATION: http://10.77.1.9:0/d.xml",
      "LOCATION: http://10.77.1.9:-1/d.xml",
      "LOCATION: http://10.77.1.9:/d.xml",
      "LOCATION: http://printer:2874/d.xml",
      "LOCATION: http://x@10.77.1.9:2875/d.xml",
      "LOCATION: https://10.77.1.9:2876/d.xml",
      "LOCATION: http://[10.77.1.9]:2877/d.xml",
      "LOCATION: http://",
      "LOCATION: http://[",
      "XLOCATION: http://10.77.1.9:2878/d.xml",
    };
    for (String location : locations) {
      b.datagram(DEVICE, 1_900, POINT, 50_000, answer(location));
    }
    b.datagram(
        DEVICE,
        1_900,
        POINT,
        50_000,
        "HTTP/1.1 404 No\r\nLOCATION: http://10.77.1.9:2879/\r\n\r\n");
    b.datagram(
        DEVICE,
        1_900,
        POINT,
        50_000,
        "NOTIFY * HTTP/1.1\r\nLOCATION: http://10.77.1.9:2880/\r\n\r\n");
    return b.datagram(POINT, 50_000, DEVICE, 1_900, answer("LOCATION: http://10.77.1.2:2881/"));
  }

  private static CaptureBuilder notSearches() {
    return CaptureBuilder.datagrams("crafted-not-searches")
        .datagram(POINT, 50_001, GROUP, 1_900, "M-SEARCH")
        .datagram(POINT, 50_002, GROUP, 1_900, "M-SEARCH * HTTP/1.1")
        .datagram(POINT, 50_003, GROUP, 1_900, "NOTIFY * HTTP/1.1\r\n\r\n")
        .datagram(POINT, 50_004, GROUP, 1_900, "M-SEARCH / HTTP/1.1\r\n\r\n")
        .datagram(POINT, 1_900, GROUP, 1_900, SEARCH)
        .datagram(POINT, 50_005, "239.255.255.251", 1_900, SEARCH)
        .datagram(POINT, 50_006, GROUP, 1_900, SEARCH);
  }

  private static CaptureBuilder inet6() {
    return CaptureBuilder.datagrams("crafted-inet6")
        .datagram("fe80::2", 50_010, "ff02::c", 1_900, SEARCH)
        .datagram("fd77:1::2", 50_010, "ff05::c", 1_900, SEARCH)
        .datagram("fe80::9", 1_900, "fe80::2", 50_010, answer("LOCATION: http://[fe80::9]:80/"))
        .datagram(
            "fe80::9", 1_900, "fe80::2", 50_010, answer("LOCATION: http://[fe80::9%25a]:2869/"))
        .datagram("fe80::9", 1_900, "fe80::2", 50_010, answer("LOCATION: http://10.77.1.9:2870/"))
        .datagram("fe80::9", 1_900, "fe80::2", 50_010, answer("LOCATION: http://[fe80::8]:2871/"));
  }

  /// A search of one device (UPnP Device Architecture 1.1, section 1.3.2), and an answer to none.
  private static CaptureBuilder unicast() {
    return CaptureBuilder.datagrams("crafted-unicast")
        .datagram(POINT, 50_021, DEVICE, 1_900, "x")
        .datagram(DEVICE, 1_900, POINT, 50_021, answer("LOCATION: http://10.77.1.9:2882/"))
        .datagram(POINT, 50_020, DEVICE, 1_900, SEARCH)
        .datagram(DEVICE, 1_900, POINT, 50_020, answer("LOCATION: http://10.77.1.9:2883/"));
  }

  private static CaptureBuilder callbacks() {
    return control("callbacks")
        .client(subscribe("<http://10.77.1.2:50030/cb>"))
        .client(subscribe("<http://10.77.1.2:50031/cb><http://10.77.1.2:50032/cb>"))
        .client(subscribe("<http://10.77.1.3:50033/cb>"))
        .client(subscribe("<http://10.77.1.9:50034/cb>"))
        .client(subscribe("<http://10.77.1.2/cb>"))
        .client(subscribe("<http://10.77.1.2:139/cb>"))
        .client(subscribe("http://10.77.1.2:50035/cb"))
        .client(subscribe("<http://10.77.1.2:50036/cb"))
        .client(subscribe("<http://point:50037/cb>"))
        .client("POST /control HTTP/1.1\r\nCALLBACK: <http://10.77.1.2:50038/cb>\r\n\r\n")
        .server(subscribe("<http://10.77.1.9:50039/cb>"))
        .end();
  }

  /// Refused; withdrawn; another request refused.
  private static CaptureBuilder answers() {
    return control("answers")
        .client("GET / HTTP/1.1\r\n\r\n" + subscribe("<http://10.77.1.2:50040/cb>"))
        .server("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
        .server("HTTP/1.1 412 Precondition Failed\r\nContent-Length: 2\r\n\r\nno")
        .client(subscribe("<http://10.77.1.2:50041/cb>"))
        .server("HTTP/1.1 200 OK\r\nSID: uuid:1\r\n\r\nodd bytes\r\n")
        .client("UNSUBSCRIBE /event HTTP/1.1\r\nSID: uuid:1\r\n\r\n")
        .server("HTTP/1.1 200 OK\r\n\r\n")
        .end();
  }

  /// Subscriptions inside bodies are text.
  private static CaptureBuilder bodies() {
    String inside = subscribe("<http://10.77.1.2:50050/cb>");
    String chunk =
        Integer.toHexString(inside.length()) + ";x\r\n" + inside + "\r\n0\r\nT: x\r\n\r\n";
    return control("bodies")
        .client("POST / HTTP/1.1\r\nContent-Length: " + inside.length() + "\r\n\r\n" + inside)
        .client("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)
        .client(subscribe("<http://10.77.1.2:50051/cb>"))
        .client("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx")
        .client(subscribe("<http://10.77.1.2:50052/cb>"))
        .end();
  }

  /// Events on a connection that nobody expected renew nothing.
  private static CaptureBuilder events() {
    return control("notify")
        .client("NOTIFY /cb HTTP/1.1\r\n\r\n")
        .client(subscribe("<http://10.77.1.2:50060/cb>"))
        .end();
  }

  private static CaptureBuilder notHttp() {
    return control("not-http")
        .client("\u0016\u0003\u0001\u0000\u0005abcde")
        .client(subscribe("<http://10.77.1.2:50070/cb>"))
        .end();
  }

  private static CaptureBuilder midStream() {
    return CaptureBuilder.tcp("crafted-mid-stream", POINT, 40_000, DEVICE, 1_900)
        .clientSkips(50)
        .serverSkips(50)
        .client("BACK: <http://10.77.1.2:50080/cb>\r\n\r\n")
        .client(subscribe("<http://10.77.1.2:50081/cb>"))
        .end();
  }

  /// An answer that no search asked for is somebody else's connection.
  private static CaptureBuilder unasked() {
    return CaptureBuilder.datagrams("crafted-unasked")
        .datagram(DEVICE, 1_900, POINT, 50_090, answer("LOCATION: http://10.77.1.9:2890/"));
  }
}
