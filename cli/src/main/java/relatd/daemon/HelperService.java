// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relatd.conf.HelperSection;
import relatd.cthelper.CtHelper;
import relatd.cthelper.CtHelperTable;
import relatd.helper.HelperCatalog;
import relatd.helper.Policy;
import relatd.helper.engine.AttachedType;
import relatd.helper.engine.ConfiguredTypes;
import relatd.helper.engine.EngineSettings;
import relatd.helper.engine.ExpectedFlowProbe;
import relatd.helper.engine.HelperEngine;
import relatd.helper.engine.HelperRegistration;
import relatd.helper.engine.KernelFeatures;
import relatd.helper.engine.Rehearsal;
import relatd.netlink.NetlinkException;
import relatd.posix.Errno;

/// The helper half of a daemon: registers what the configuration names and runs the engine.
final class HelperService implements AutoCloseable {
  private final HelperEngine engine;
  private final List<AttachedType> types;
  private final boolean registered;
  private final boolean dry;

  private HelperService(
      HelperEngine engine, List<AttachedType> types, boolean registered, boolean dry) {
    this.engine = engine;
    this.types = types;
    this.registered = registered;
    this.dry = dry;
  }

  /// @throws StartFailure when a helper cannot be set up or a queue cannot be bound
  static HelperService start(
      HelperSection section, StartMode mode, Practice practice, DaemonLog log) {
    if (!Privilege.mayAdministerNetwork()) {
      throw new StartFailure("cannot open nfq socket", "cannot serve helpers: " + Privilege.CURE);
    }
    KernelFeatures kernel = KernelFeatures.probe();
    // A registration is the whole machine's, and stays: not for practice.
    boolean registers = kernel.canRegister() && !practice.isTraining();
    List<AttachedType> types = types(section, kernel.canRegister());
    if (registers) {
      try (CtHelperTable table = CtHelperTable.open()) {
        for (AttachedType type : types.reversed()) {
          register(table, type, section.setup(), log);
        }
      }
    } else {
      explainFallback(kernel, log);
      for (AttachedType type : types.reversed()) {
        announce(type, log);
      }
    }
    boolean dry = mode == StartMode.DRY_RUN;
    if (dry) {
      log.notice(
          "dry run: what helpers would open is logged; nothing is opened, changed or dropped");
    }
    EngineSettings settings = settings(types, kernel);
    try {
      return new HelperService(
          HelperEngine.open(types, dry ? settings.dryRun() : settings, log), types, registers, dry);
    } catch (RuntimeException failure) {
      throw new StartFailure("cannot open nfq socket", failure.getMessage());
    }
  }

  /// What becomes of expected connections is asked only where a helper wants to know.
  private static EngineSettings settings(List<AttachedType> types, KernelFeatures kernel) {
    boolean following =
        types.stream().anyMatch(type -> type.configured().helper().followsExpected());
    EngineSettings settings = EngineSettings.within(Runtime.getRuntime().maxMemory());
    return following && kernel.canRegister()
        ? ExpectedFlowProbe.probe().map(settings::on).orElse(settings)
        : settings;
  }

  private static List<AttachedType> types(HelperSection section, boolean kernelAdjusts) {
    try {
      return ConfiguredTypes.of(section, HelperCatalog.installed(), kernelAdjusts);
    } catch (IllegalArgumentException e) {
      throw new StartFailure(e.getMessage());
    }
  }

  private static void announce(AttachedType type, DaemonLog log) {
    log.notice(
        "configuring helper `%s' with queuenum=%d and queuelen=%d"
            .formatted(type.name(), type.queueNumber(), type.queueLength()));
    for (Policy policy : type.configured().policies()) {
      log.notice(
          "policy name=%s expect_timeout=%d expect_max=%d"
              .formatted(policy.name(), policy.expectTimeout(), policy.expectMax()));
    }
  }

  private static void register(
      CtHelperTable table, AttachedType type, boolean setup, DaemonLog log) {
    announce(type, log);
    try {
      if (!setup && existing(table, type).isEmpty()) {
        throw unregistered(type);
      }
      HelperRegistration.register(table, type);
    } catch (NetlinkException refusal) {
      throw refused(type, refusal);
    }
    log.notice("helper `%s' configured successfully".formatted(type.name()));
  }

  private static StartFailure unregistered(AttachedType type) {
    return new StartFailure(
        "trying to configure cthelper `%s': Invalid argument".formatted(type.name()),
        "helper `%1$s' is not registered: say `Setup yes', or before the start `nfct add helper %1$s %2$s %3$s'"
            .formatted(type.name(), type.family().text(), type.transport().text()));
  }

  /// The original's line has the errno's text alone; ours has the cure.
  static StartFailure refused(AttachedType type, NetlinkException refusal) {
    return new StartFailure(
        "trying to configure cthelper `%s': %s".formatted(type.name(), Errno.text(refusal.errno())),
        refusal.getMessage());
  }

  private static Optional<CtHelper> existing(CtHelperTable table, AttachedType type) {
    return table.get(type.name(), type.family(), type.transport().number());
  }

  private static void explainFallback(KernelFeatures kernel, DaemonLog log) {
    if (!kernel.canQueue()) {
      String missing =
          Stream.of(kernel.queue(), kernel.conntrack(), kernel.expectations())
              .filter(answer -> !answer.present())
              .map(KernelFeatures.Answer::reason)
              .distinct()
              .collect(Collectors.joining("; "));
      throw new StartFailure(
          "cannot open nfq socket",
          "this kernel cannot serve helpers: " + missing + " (`relatd doctor' says more)");
    }
    String missing =
        kernel.cthelper().present() ? kernel.glue().reason() : "there is no nfnetlink_cthelper";
    log.warning(
        "helpers cannot be registered (%s): serving plain NFQUEUE rules; `relatd doctor FILE' prints them"
            .formatted(missing));
  }

  /// The daemon has said that it starts: the way of its packets is practised. A dry run, of which
  /// speed is not asked, does not practise.
  void announce(Practice practice) {
    if (!dry) {
      practice.begin(ended ->
          Rehearsal.start(types, registered, engine.hasConntrack(), practice.isTraining(), ended));
    }
  }

  /// Threads that serve queues, by their numbers.
  List<Integer> threadIds() {
    return engine.threadIds();
  }

  /// Figures of all queues, one `name value` a line.
  String statistics() {
    StringBuilder text = new StringBuilder();
    engine.counters((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }

  /// The same, a line of JSON a queue.
  String json() {
    Map<String, FigureLine> queues = new LinkedHashMap<>();
    engine.counters((name, value) -> {
      String[] words = name.split(" ", 3); // queue N NAME
      queues
          .computeIfAbsent(words[1], number -> new FigureLine("helpers").named(number))
          .value(words[2].replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT), value);
    });
    return queues.values().stream().map(FigureLine::toString).collect(Collectors.joining());
  }

  @Override
  public void close() {
    engine.close();
  }
}
