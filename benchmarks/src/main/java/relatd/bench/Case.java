// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.util.List;

/// A benchmark, in the words of the table. Each is run with both address families.
///
/// @param benchmark class and method, as JMH names them
/// @param packets that one operation sends, or events that it takes
record Case(String benchmark, String words, int packets) {
  static final List<Case> WALK =
      List.of(
          new Case("PlainPacket.acknowledgement", "ACK without data", 1),
          new Case("PlainPacket.command", "command: USER anonymous", 1),
          new Case("PlainPacket.reply", "reply: 331 Password required", 1),
          new Case("Finding.active", "finding: PORT or EPRT", 1),
          new Case("Finding.passive", "finding: PASV + 227 or EPSV + 229", 2));
  static final List<Case> EVENTS =
      List.of(
          new Case("KernelEvents.read", "read an event", 1),
          new Case("KernelEvents.replicate", "events to the peer's cache", KernelEvents.TURN));
  static final List<Case> KERNEL =
      List.of(new Case("KernelFinding.passive", "the same, created and deleted in the kernel", 2));
  static final List<Case> PARSE =
      List.of(
          new Case("Parsing.packet", "read the message, Java", 1),
          new Case("Parsing.packetAndConnection", "read message and connection, Java", 1));
  static final List<Case> LIBRARY =
      List.of(new Case("Parsing.packetByLibrary", "read the message, C library called by Java", 1));

  /// For JMH's include list.
  String pattern() {
    return "^relatd\\.bench\\." + benchmark.replace(".", "\\.") + "$";
  }

  boolean is(String jmhName) {
    return jmhName.equals("relatd.bench." + benchmark);
  }
}
