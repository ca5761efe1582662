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
      case CONSOLE -> daemon(line.configFile());
      case DAEMON -> Detached.start(line.configFile(), out, err);
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
    try {
      if (socket.isPresent()) {
        ControlClient.ask(socket.get(), line.request().orElseThrow(), out);
        return 0;
      }
    } catch (IOException | IllegalArgumentException e) {
      // said below, as the original says it
    }
    err.println(
        LogStamp.now()
            .line("ERROR", "can't connect: is conntrackd running? appropriate permissions?"));
    return 1;
  }

  private int daemon(String configFile) {
    return read(configFile, true).map(config -> new Daemon(config, out, err).run()).orElse(1);
  }

  private Optional<Config> read(String file, boolean daemon) {
    ConfigResult result = ConfigReader.standard().read(file);
    ConntrackdOutput output = new ConntrackdOutput(LogStamp::now);
    (daemon ? output.daemon(result) : output.client(result)).forEach(err::println);
    return result.config();
  }
}
