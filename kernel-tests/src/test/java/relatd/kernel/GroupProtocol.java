// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import relatd.conntrack.Family;

/// Protocols in which a host asks a group of its link and others answer to that host alone: the
/// questions and answers that the tests send, written from the standards.
enum GroupProtocol {
  /// RFC 6762, 5.1: a one-shot question for the address of [Avahi#HOST]. (avahi-browse has its
  /// daemon ask from port 5353, which is answered to the group and needs no helper.)
  MDNS(Service.MDNS, "224.0.0.251", "ff02::fb") {
    @Override
    byte[] question(Family family) {
      String[] labels = Avahi.HOST.split("\\.");
      ByteBuffer message = ByteBuffer.allocate(512);
      message.putShort((short) 0x7e1a).putShort((short) 0).putShort((short) 1);
      message.putShort((short) 0).putInt(0); // one question, no records
      for (String label : labels) {
        message.put((byte) label.length()).put(ascii(label));
      }
      message
          .put((byte) 0)
          .putShort((short) (family == Family.INET ? A : AAAA))
          .putShort((short) 1);
      return written(message);
    }

    /// A response (QR) with this id and with answers.
    @Override
    boolean isAnswer(byte[] datagram) {
      ByteBuffer message = ByteBuffer.wrap(datagram);
      return message.getShort(0) == 0x7e1a && message.get(2) < 0 && message.getShort(6) > 0;
    }

    @Override
    byte[] answer(String location) {
      throw new UnsupportedOperationException("avahi-daemon answers");
    }
  },
  /// RFC 2608: SrvRqst (8.1) and SrvRply (8.2).
  SLP(Service.SLP, "239.255.255.253", "ff02::116") {
    @Override
    byte[] question(Family family) {
      ByteBuffer body = ByteBuffer.allocate(256);
      for (String text : new String[] {"", "service:lab", "DEFAULT", "", ""}) {
        string(body, text);
      }
      return message(1, 0x2000, written(body));
    }

    @Override
    boolean isAnswer(byte[] datagram) {
      return datagram[0] == 2 && datagram[1] == 2;
    }

    @Override
    byte[] answer(String location) {
      ByteBuffer body = ByteBuffer.allocate(256);
      body.putShort((short) 0).putShort((short) 1); // no error, one URL
      body.put((byte) 0).putShort((short) 60);
      string(body, "service:lab://" + location);
      return message(2, 0, written(body.put((byte) 0)));
    }

    /// The header that all messages begin with (8).
    private byte[] message(int function, int flags, byte[] body) {
      ByteBuffer message = ByteBuffer.allocate(16 + body.length);
      message.put((byte) 2).put((byte) function).put((byte) 0).putShort((short) message.capacity());
      message.putShort((short) flags).put((byte) 0).putShort((short) 0).putShort((short) 7);
      string(message, "en");
      return message.put(body).array();
    }
  },
  /// UPnP Device Architecture, 1.3.
  SSDP(Service.SSDP, "239.255.255.250", "ff02::c") {
    @Override
    byte[] question(Family family) {
      String host = family == Family.INET ? group(family) : "[" + group(family) + "]";
      return ascii(
          "M-SEARCH * HTTP/1.1\r\nHOST: %s:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: ssdp:all\r\n\r\n"
              .formatted(host));
    }

    @Override
    boolean isAnswer(byte[] datagram) {
      return text(datagram).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Override
    byte[] answer(String location) {
      return ascii(
          "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=60\r\nEXT:\r\nLOCATION: http://%s/d.xml\r\nST: upnp:rootdevice\r\nUSN: uuid:1\r\n\r\n"
              .formatted(location));
    }
  };

  /// Types of records (RFC 1035, 3596).
  private static final int A = 1;

  private static final int AAAA = 28;

  private final Service service;
  private final String inet;
  private final String inet6;

  GroupProtocol(Service service, String inet, String inet6) {
    this.service = service;
    this.inet = inet;
    this.inet6 = inet6;
  }

  Service service() {
    return service;
  }

  String group(Family family) {
    return family == Family.INET ? inet : inet6;
  }

  InetAddress address(Family family) throws UnknownHostException {
    return InetAddress.getByName(group(family));
  }

  abstract byte[] question(Family family);

  abstract boolean isAnswer(byte[] datagram);

  /// @param location `address:port` of what was asked for
  abstract byte[] answer(String location);

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void string(ByteBuffer to, String text) {
    to.putShort((short) text.length()).put(ascii(text));
  }

  private static byte[] written(ByteBuffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
