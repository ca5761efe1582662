// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relatd.conf.HelperPolicy;
import relatd.conf.HelperSection;
import relatd.conf.HelperType;
import relatd.conntrack.Family;
import relatd.helper.Helper;
import relatd.helper.HelperCatalog;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;

/// Joins the section Helper of a configuration with the helpers that are installed.
public final class ConfiguredTypes {
  private ConfiguredTypes() {}

  /// The types in the order of the file.
  ///
  /// @param kernelAdjusts whether sequence numbers are adjusted when a rewritten packet's length
  ///   changes
  /// @throws IllegalArgumentException when a helper is not installed or does not serve the
  ///   protocols; the message says which and where to look
  public static List<AttachedType> of(
      HelperSection section, HelperCatalog catalog, boolean kernelAdjusts) {
    List<AttachedType> types = new ArrayList<>();
    for (HelperType type : section.types()) {
      types.add(of(type, catalog, kernelAdjusts));
    }
    return types;
  }

  private static AttachedType of(HelperType type, HelperCatalog catalog, boolean kernelAdjusts) {
    Helper helper =
        catalog
            .byName(type.name())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "helper `%s' is not installed; put its jar into lib/helpers (`relatd helpers' lists what is there)"
                        .formatted(type.name())));
    Family family = type.layer3() == HelperType.Layer3.INET ? Family.INET : Family.INET6;
    Transport transport = type.layer4() == HelperType.Layer4.TCP ? Transport.TCP : Transport.UDP;
    if (!helper.transports().contains(transport) || !helper.families().contains(family)) {
      throw new IllegalArgumentException(
          "helper `%s' does not serve %s %s"
              .formatted(type.name(), family.text(), transport.text()));
    }
    ConfiguredHelper configured =
        new ConfiguredHelper(
            helper,
            policies(helper, type.policies()),
            options(type.options()),
            !"pass".equalsIgnoreCase(first(type.options(), "OnNatFailure").orElse("drop")),
            kernelAdjusts);
    return new AttachedType(configured, family, transport, type.queueNum(), type.queueLen());
  }

  /// The helper's own classes in their order; the configuration's numbers win.
  private static List<Policy> policies(Helper helper, List<HelperPolicy> configured) {
    List<Policy> policies = new ArrayList<>();
    for (Policy own : helper.policies()) {
      policies.add(
          configured.stream()
              .filter(policy -> policy.name().equals(own.name()))
              .map(p -> new Policy(p.name(), p.expectMax(), p.expectTimeout()))
              .findFirst()
              .orElse(own));
    }
    return policies;
  }

  private static Options options(Map<String, List<String>> words) {
    Map<String, String> settings = new HashMap<>();
    words.forEach((name, values) -> settings.put(name, String.join(" ", values)));
    Optional<String> minPort = first(words, "MinPort");
    List<Options.Network> networks = new ArrayList<>();
    for (String network : words.getOrDefault("RedirectTo", List.of())) {
      networks.add(Options.Network.of(network));
    }
    if (new Options(0, false, List.of(), settings).isOn("Loose", false)) {
      networks.add(Options.Network.of("0.0.0.0/0")); // the C helpers' loose mode: any third host
      networks.add(Options.Network.of("::/0"));
    }
    return new Options(
        minPort.map(Integer::parseInt).orElse(Options.DEFAULTS.minPort()),
        minPort.isPresent(),
        networks,
        settings);
  }

  private static Optional<String> first(Map<String, List<String>> words, String name) {
    return words.getOrDefault(name, List.of()).stream().findFirst();
  }
}
