// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the values of an `Option` look like.
enum OptionKind {
  SWITCH("on or off"),
  NUMBER("one number"),
  PORT("one port, 1 to 65535"),
  PORTS("ports, 1 to 65535"),
  NETWORKS("networks such as 10.1.0.0/16 or single addresses"),
  FAILURE("drop or pass"),
  WORDS("at least one word");

  /// The options of our helpers; a helper's page says what each does there.
  private static final Map<String, OptionKind> KNOWN =
      Map.ofEntries(
          Map.entry("Ports", PORTS),
          Map.entry("MinPort", PORT),
          Map.entry("Loose", SWITCH),
          Map.entry("RedirectTo", NETWORKS),
          Map.entry("FailOpen", SWITCH),
          Map.entry("OnNatFailure", FAILURE),
          Map.entry("LogRefused", SWITCH),
          Map.entry("Deadline", NUMBER),
          Map.entry("GraceAfterCommit", NUMBER),
          // ftp
          Map.entry("RequirePending", SWITCH),
          Map.entry("ResumeAfterCcc", SWITCH),
          Map.entry("ExtraServerAddresses", NETWORKS),
          // rpc, tns
          Map.entry("Programs", WORDS),
          Map.entry("DeniedPorts", WORDS),
          Map.entry("HostMap", WORDS),
          Map.entry("RedirectMap", WORDS),
          // sip
          Map.entry("DirectSignalling", SWITCH),
          Map.entry("DirectMedia", SWITCH),
          Map.entry("ExternalMedia", SWITCH),
          Map.entry("EarlyMedia", SWITCH),
          Map.entry("OtherMedia", SWITCH),
          Map.entry("ForcedPort", SWITCH),
          Map.entry("NatRewrite", SWITCH),
          Map.entry("Timeout", NUMBER),
          Map.entry("MaxExpires", NUMBER),
          // dhcpv6, mdns, ssdp
          Map.entry("LinkLocalOnly", SWITCH),
          Map.entry("SameNet", SWITCH));

  private static final int HIGHEST_PORT = 65535;

  private final String text;

  OptionKind(String text) {
    this.text = text;
  }

  /// Every option that some helper of ours may have.
  static Set<String> names() {
    return KNOWN.keySet();
  }

  static Optional<OptionKind> of(String name) {
    return Optional.ofNullable(KNOWN.get(name));
  }

  /// What would have been right.
  String text() {
    return text;
  }

  int mostValues() {
    return switch (this) {
      case PORTS, NETWORKS, WORDS -> Integer.MAX_VALUE;
      case SWITCH, NUMBER, PORT, FAILURE -> 1;
    };
  }

  boolean takes(String value) {
    return switch (this) {
      case SWITCH ->
          switch (value.toLowerCase(Locale.ROOT)) {
            case "on", "off", "yes", "no", "true", "false" -> true;
            default -> false;
          };
      case NUMBER -> value.matches("[0-9]{1,9}");
      case PORT, PORTS -> isPort(value);
      case NETWORKS -> Network.parse(value).isPresent();
      case FAILURE -> value.equals("drop") || value.equals("pass");
      case WORDS -> true;
    };
  }

  private static boolean isPort(String value) {
    return value.matches("[0-9]{1,5}")
        && Integer.parseInt(value) >= 1
        && Integer.parseInt(value) <= HIGHEST_PORT;
  }
}
