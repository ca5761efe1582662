// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static relatd.conntrack.cli.ProtocolOption.*;

import relatd.conntrack.Protocol;

/// The options of one layer 4 protocol: names, legality and messages.
///
/// @param protocol IANA number
/// @param names by ordinal of [ProtocolOption], the name of messages first; empty for none
record ProtocolOptions(int protocol, String[][] names) {
  private static final String[] NONE = {};
  private static final String[] STATE_NAME = {"state"};
  private static final String[][] PORTS = {
    {"sport", "orig-port-src"},
    {"dport", "orig-port-dst"},
    {"reply-port-src"},
    {"reply-port-dst"},
    {"mask-port-src"},
    {"mask-port-dst"},
    {"tuple-port-src"},
    {"tuple-port-dst"},
  };
  private static final String[][] KEYS = {
    {"srckey", "orig-key-src"},
    {"dstkey", "orig-key-dst"},
    {"reply-key-src"},
    {"reply-key-dst"},
    {"mask-key-src"},
    {"mask-key-dst"},
    {"tuple-key-src"},
    {"tuple-key-dst"},
  };

  static ProtocolOptions of(int protocol) {
    String[][] names = new String[ProtocolOption.values().length][];
    java.util.Arrays.fill(names, NONE);
    switch (protocol) {
      case Protocol.TCP, Protocol.UDP, Protocol.UDPLITE, Protocol.SCTP, Protocol.DCCP ->
          System.arraycopy(PORTS, 0, names, 0, PORTS.length);
      case Protocol.GRE -> System.arraycopy(KEYS, 0, names, 0, KEYS.length);
      case Protocol.ICMP -> icmp(names, "icmp");
      case Protocol.ICMPV6 -> icmp(names, "icmpv6");
      default -> {}
    }
    if (protocol == Protocol.TCP || protocol == Protocol.SCTP || protocol == Protocol.DCCP) {
      names[STATE.ordinal()] = STATE_NAME;
    }
    if (protocol == Protocol.SCTP) {
      names[ORIGINAL_TAG.ordinal()] = new String[] {"orig-vtag"};
      names[REPLY_TAG.ordinal()] = new String[] {"reply-vtag"};
    }
    if (protocol == Protocol.DCCP) {
      names[ROLE.ordinal()] = new String[] {"role"};
    }
    return new ProtocolOptions(protocol, names);
  }

  private static void icmp(String[][] names, String prefix) {
    names[ICMP_TYPE.ordinal()] = new String[] {prefix + "-type"};
    names[ICMP_CODE.ordinal()] = new String[] {prefix + "-code"};
    names[ICMP_ID.ordinal()] = new String[] {prefix + "-id"};
  }

  String[] names(ProtocolOption option) {
    return names[option.ordinal()];
  }

  void check(CommandLine line) {
    Command command = line.command;
    boolean expect = line.table == Table.EXPECT;
    for (ProtocolOption option : ProtocolOption.values()) {
      if (names(option).length == 0) {
        continue;
      }
      String name = names(option)[0];
      if (!line.has(option) && isCompulsory(option, command, expect)) {
        throw Legality.missing(name);
      }
      if (line.has(option) && isIllegal(option, command, expect)) {
        throw Legality.illegal(name);
      }
    }
    if (!expect && hasPair() && needsTuple(command)) {
      requirePair(line);
    }
  }

  private boolean hasPair() {
    return names(SOURCE).length != 0;
  }

  private static boolean needsTuple(Command command) {
    return command == Command.CREATE || command == Command.ADD || command == Command.GET;
  }

  private boolean isCompulsory(ProtocolOption option, Command command, boolean expect) {
    boolean creates = command == Command.CREATE || command == Command.ADD;
    return switch (option) {
      case SOURCE, DESTINATION ->
          expect && (creates || command == Command.DELETE || command == Command.GET);
      case REPLY_SOURCE, REPLY_DESTINATION ->
          expect
              && (command == Command.DELETE
                  || command == Command.GET
                  || creates && protocol == Protocol.GRE);
      case MASK_SOURCE, MASK_DESTINATION, TUPLE_SOURCE, TUPLE_DESTINATION -> expect && creates;
      case STATE -> creates && !expect;
      case ORIGINAL_TAG, REPLY_TAG, ROLE -> creates;
      case ICMP_TYPE, ICMP_CODE -> !expect && (creates || command == Command.GET);
      case ICMP_ID -> false;
    };
  }

  private boolean isIllegal(ProtocolOption option, Command command, boolean expect) {
    boolean creates = command == Command.CREATE || command == Command.ADD;
    return switch (option) {
      case REPLY_SOURCE, REPLY_DESTINATION -> expect && creates && protocol != Protocol.GRE;
      case MASK_SOURCE, MASK_DESTINATION, TUPLE_SOURCE, TUPLE_DESTINATION -> !(expect && creates);
      case ROLE -> !creates;
      case ORIGINAL_TAG, REPLY_TAG ->
          !creates && command != Command.UPDATE && command != Command.GET;
      default -> false;
    };
  }

  private void requirePair(CommandLine line) {
    String reply =
        switch (protocol) {
          case Protocol.GRE -> "`--reply-src-key' and `--reply-dst-key'";
          // The original writes report; scripts may look for it.
          case Protocol.DCCP -> "`--reply-port-src' and `--report-port-dst'";
          default -> "`--reply-src-port' and `--reply-dst-port'";
        };
    String original = "`--" + names(SOURCE)[0] + "' and `--" + names(DESTINATION)[0] + "'";
    Legality.requirePair(
        line.has(SOURCE) ? 1 : 0,
        line.has(DESTINATION) ? 1 : 0,
        line.has(REPLY_SOURCE) ? 1 : 0,
        line.has(REPLY_DESTINATION) ? 1 : 0,
        original,
        reply);
  }
}
