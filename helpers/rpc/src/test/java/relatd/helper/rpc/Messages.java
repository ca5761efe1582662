// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

/// Messages to and from a port mapper, as text of one character per byte.
final class Messages {
  static final int STATUS = 100_024;

  private static final String NO_AUTH = words(0, 0);

  private Messages() {}

  static String words(int... values) {
    StringBuilder text = new StringBuilder();
    for (int value : values) {
      for (byte octet : XdrReader.word(value)) {
        text.append((char) (octet & 0xff));
      }
    }
    return text.toString();
  }

  static String string(String value) {
    int padding = XdrReader.padded(value.length()) - value.length();
    return words(value.length()) + value + "\0".repeat(padding);
  }

  static String call(int xid, int version, int procedure, String arguments) {
    return words(xid, 0, 2, ProgramFilter.PORT_MAPPER, version, procedure)
        + NO_AUTH
        + NO_AUTH
        + arguments;
  }

  /// Version 2.
  static String getPort(int xid, int program, int protocol) {
    return call(xid, 2, 3, words(program, 1, protocol, 0));
  }

  /// Version 3 or 4.
  static String getAddress(int xid, int version, int program, String network) {
    return call(xid, version, 3, words(program, 1) + string(network) + string("") + string(""));
  }

  /// Version 4.
  static String getAddressList(int xid, int program) {
    return call(xid, 4, 11, words(program, 1) + string("") + string("") + string(""));
  }

  /// A successful reply.
  static String reply(int xid, String result) {
    return words(xid, 1, 0) + NO_AUTH + words(0) + result;
  }

  static String port(int xid, int port) {
    return reply(xid, words(port));
  }

  static String address(int xid, String universal) {
    return reply(xid, string(universal));
  }

  static String entry(String universal, String network) {
    String family = network.endsWith("6") ? "inet6" : "inet";
    return words(1)
        + string(universal)
        + string(network)
        + words(3)
        + string(family)
        + string(network.substring(0, 3));
  }

  static String list(int xid, String... entries) {
    return reply(xid, String.join("", entries) + words(0));
  }

  /// A record in one fragment.
  static String record(String message) {
    return words(message.length() | 0x8000_0000) + message;
  }

  /// A fragment that others follow.
  static String fragment(String part) {
    return words(part.length()) + part;
  }
}
