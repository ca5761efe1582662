// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

/// TNS packets, as text of one character per byte.
final class Packets {
  private Packets() {}

  static String word(int value) {
    return "" + (char) (value >>> 8 & 0xff) + (char) (value & 0xff);
  }

  static String packet(int type, int flags, String body) {
    return word(TnsPacket.HEADER + body.length())
        + word(0)
        + (char) type
        + (char) flags
        + word(0)
        + body;
  }

  static String connect() {
    String text = "(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=db)))";
    return packet(TnsPacket.CONNECT, 0, word(0x13f) + word(0x12c) + "\0".repeat(46) + text);
  }

  static String accept() {
    return packet(TnsPacket.ACCEPT, 0, word(0x13f) + "\0".repeat(22));
  }

  static String resend() {
    return packet(TnsPacket.RESEND, 0, "");
  }

  /// In one packet, perhaps with data for the next CONNECT.
  static String redirect(String text) {
    return packet(TnsPacket.REDIRECT, text.contains("\0") ? 2 : 0, word(text.length()) + text);
  }

  /// The first packet of the split form.
  static String redirectWithout(int announced) {
    return packet(TnsPacket.REDIRECT, 0, word(announced));
  }

  static String data(boolean last, String text) {
    return packet(TnsPacket.DATA, 0, word(last ? 0x40 : 0) + text);
  }

  static String address(String host, int port) {
    return "(ADDRESS=(PROTOCOL=tcp)(HOST=" + host + ")(PORT=" + port + "))";
  }
}
