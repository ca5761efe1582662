// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Protocol;

/// The text of `-h`: 1.4.7's, followed by what is ours.
final class Usage {
  private static final String COMMANDS =
      """
      Command line interface for the connection tracking system. Version 1.4.7
      Usage: conntrack [commands] [options]

      Commands:
        -L [table] [options]\t\tList conntrack or expectation table
        -G [table] parameters\t\tGet conntrack or expectation
        -D [table] parameters\t\tDelete conntrack or expectation
        -I [table] parameters\t\tCreate a conntrack or expectation
        -U [table] parameters\t\tUpdate a conntrack
        -E [table] [options]\t\tShow events
        -F [table]\t\t\tFlush table
        -C [table]\t\t\tShow counter
        -S\t\t\t\tShow statistics

      Tables: conntrack, expect, dying, unconfirmed
      """;
  private static final String OURS =
      """
        -o json\t\t\tOne JSON object a line, with -L -G -D -U -E -F -C -S
        -A, -R file\t\t\tAdd unless it exists; run the commands of a file (- for stdin)
      """;

  private final StringBuilder text = new StringBuilder(COMMANDS);

  private Usage() {}

  /// @param line its protocol's options are explained, too
  static String of(CommandLine line) {
    Usage usage = new Usage();
    usage.options();
    if (line.protocolOptions != null) {
      usage.protocol(line);
    }
    return usage.text.toString();
  }

  private void options() {
    group(
        "\nConntrack parameters and options:\n",
        Option.SRC_NAT,
        Option.DST_NAT,
        Option.ANY_NAT,
        Option.MARK,
        Option.SECMARK,
        Option.EVENT_MASK,
        Option.ZERO,
        Option.OUTPUT,
        Option.LABEL);
    group("\nExpectation parameters and options:\n", Option.TUPLE_SRC, Option.TUPLE_DST);
    group("\nUpdating parameters and options:\n", Option.LABEL_ADD, Option.LABEL_DEL);
    group(
        "\nCommon parameters and options:\n",
        Option.SRC,
        Option.DST,
        Option.REPLY_SRC,
        Option.REPLY_DST,
        Option.PROTONUM,
        Option.FAMILY,
        Option.TIMEOUT,
        Option.STATUS,
        Option.ZONE,
        Option.ORIG_ZONE,
        Option.REPLY_ZONE,
        Option.BUFFER_SIZE,
        Option.MASK_SRC,
        Option.MASK_DST);
    text.append("\nOnly in relatd:\n");
    for (Option option : Option.values()) {
      if (option.isOurs()) {
        option(option);
      }
    }
    option(Option.ID);
    text.append(OURS).append('\n');
  }

  private void group(String title, Option... options) {
    text.append(title);
    for (Option option : options) {
      option(option);
    }
  }

  private void option(Option option) {
    text.append("  ");
    boolean letter = Character.isLetter(option.key());
    if (letter) {
      text.append('-').append(option.key()).append(", ");
    }
    String separator = "--";
    for (String name : option.names()) {
      text.append(separator).append(name);
      separator = ", --";
    }
    text.append(option.help()).append('\n');
  }

  private void protocol(CommandLine line) {
    ProtocolOptions options = line.protocolOptions;
    boolean number = Character.isDigit(line.protocolName.charAt(0));
    String name = Protocol.name(line.protocol);
    boolean known = !name.equals("unknown");
    text.append("Proto `").append(known || number ? name : line.protocolName).append("' help:\n");
    for (ProtocolOption option : ProtocolOption.values()) {
      String[] names = options.names(option);
      if (names.length != 0) {
        text.append("  --").append(names[names.length - 1]).append(meaning(option, options, name));
        text.append('\n');
      }
    }
    if (!known) {
      text.append("  no options (unsupported)\n");
    }
  }

  private static String meaning(ProtocolOption option, ProtocolOptions options, String name) {
    boolean keys = options.protocol() == Protocol.GRE;
    String noun = keys ? " key" : " port";
    return switch (option) {
      case SOURCE -> "\t\toriginal source" + noun;
      case DESTINATION -> "\t\toriginal destination" + noun;
      case REPLY_SOURCE -> "\t\treply source" + noun;
      case REPLY_DESTINATION -> "\t\treply destination" + noun;
      case MASK_SOURCE -> "\t\tmask source" + noun;
      case MASK_DESTINATION -> "\t\tmask destination" + noun;
      case TUPLE_SOURCE -> "\t\texpectation tuple src" + noun;
      case TUPLE_DESTINATION -> "\t\texpectation tuple dst" + noun;
      case STATE -> "\t\t\t" + stateExample(name);
      case ORIGINAL_TAG -> "\t\toriginal verification tag";
      case REPLY_TAG -> "\t\treply verification tag";
      case ROLE -> "\t\t\tclient or server";
      case ICMP_TYPE -> "\t\t\t" + name + " type";
      case ICMP_CODE -> "\t\t\t" + name + " code";
      case ICMP_ID -> "\t\t\t" + name + " id";
    };
  }

  private static String stateExample(String name) {
    return switch (name) {
      case "tcp" -> "TCP state, fe. ESTABLISHED";
      case "sctp" -> "SCTP state, fe. ESTABLISHED";
      default -> "DCCP state, fe. RESPOND";
    };
  }
}
