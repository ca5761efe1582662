// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import relatd.conf.Config;
import relatd.conf.ConfigReader;
import relatd.conf.ConfigResult;
import relatd.conf.ConntrackdOutput;
import relatd.conf.LogStamp;

/// The program conntrackd: a daemon, or a client of one.
public final class Conntrackd {
  private final PrintStream out;
  private final PrintStream err;

  public Conntrackd(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// @return the exit status
  public int run(List<String> args) {
    CommandLine line = CommandLine.parse(args);
    if (line.showUsage()) {
      out.print(Texts.USAGE);
      out.flush();
    }
    line.warnings().forEach(warning -> err.println(LogStamp.now().line("warning", warning)));
    line.error().ifPresent(error -> err.println(LogStamp.now().line("ERROR", error)));
    return switch (line.action()) {
      case HELP -> print(Texts.USAGE);
      case VERSION -> print(Texts.VERSION);
      case REFUSE -> 1;
      case CLIENT -> client(line);
      case CONSOLE -> daemon(line.configFile(), StartMode.CONSOLE);
      case DAEMON -> Detached.isChild() ? detached(line.configFile()) : detach(line.configFile());
    };
  }

  private int print(String text) {
    out.print(text);
    return 0;
  }

  private int client(CommandLine line) {
    Optional<Config> config = read(line.configFile(), false);
    if (config.isEmpty()) {
      return 1;
    }
    Optional<Path> socket = config.get().general().controlSocket().map(Path::of);
    if (socket.isPresent()) {
      try (ControlClient daemon = ControlClient.connect(socket.get())) {
        return ask(daemon, line.request().orElseThrow());
      } catch (IOException e) {
        // said below, as the original says it
      }
    }
    return fail("can't connect: is conntrackd running? appropriate permissions?");
  }

  private int ask(ControlClient daemon, Request request) {
    try {
      daemon.ask(request, out);
      return 0;
    } catch (IOException e) {
      out.flush();
      return fail("the answer was cut short: " + e.getMessage());
    }
  }

  private int fail(String why) {
    err.println(LogStamp.now().line("ERROR", why));
    return 1;
  }

  /// Runs in the foreground with helpers that only say what they would do.
  ///
  /// @return the exit status
  public int dryRun(String configFile) {
    return daemon(configFile, StartMode.DRY_RUN);
  }

  private int daemon(String configFile, StartMode mode) {
    return read(configFile, true).map(config -> new Daemon(config, mode, out, err).run()).orElse(1);
  }

  /// The parent reads the configuration, too: it says what there is to say of it.
  private int detach(String configFile) {
    return read(configFile, true)
        .map(config -> new Readiness(config.general().systemd(), System.getenv()))
        .map(readiness -> Detached.start(readiness, err))
        .orElse(1);
  }

  /// The child: of its console the parent wants to hear troubles alone.
  private int detached(String configFile) {
    return ConfigReader.standard()
        .read(configFile)
        .config()
        .map(config -> new Daemon(config, StartMode.DETACHED, out, err).run())
        .orElse(1);
  }

  private Optional<Config> read(String file, boolean daemon) {
    ConfigResult result = ConfigReader.standard().read(file);
    ConntrackdOutput output = new ConntrackdOutput(LogStamp::now);
    (daemon ? output.daemon(result) : output.client(result)).forEach(err::println);
    return result.config();
  }
}
