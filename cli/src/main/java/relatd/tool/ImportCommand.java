// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import relatd.transfer.AddressMap;
import relatd.transfer.Import;
import relatd.transfer.KernelTarget;
import relatd.transfer.Rewriting;
import relatd.transfer.ShownTarget;
import relatd.transfer.Target;
import relatd.transfer.ZoneMap;

/// `relatd import [--map A=B]... [--zone N=M]... [--dry-run] [FILE]`: what `relatd export` printed,
/// into this kernel.
final class ImportCommand implements Command {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  ImportCommand(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> args) {
    AddressMap addresses = new AddressMap();
    ZoneMap zones = new ZoneMap();
    boolean dry = false;
    String file = "-";
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--map" -> rule(addresses::add, args, ++i);
        case "--zone" -> rule(zones::add, args, ++i);
        case "--dry-run" -> dry = true;
        default -> file = file(args.get(i), file);
      }
    }
    try (Target target = dry ? new ShownTarget(out) : new KernelTarget(this::complain);
        BufferedReader lines = open(file)) {
      return new Import(new Rewriting(addresses, zones), target, err).run(lines);
    } catch (NoSuchFileException _) {
      err.println("relatd import: " + file + ": there is no such file");
    } catch (IOException failure) {
      err.println("relatd import: " + file + ": " + failure.getMessage());
    }
    return 1;
  }

  /// Takes the value of an option that may be given several times.
  private interface Rules {
    void add(String rule);
  }

  private static void rule(Rules rules, List<String> args, int at) {
    if (at == args.size()) {
      throw new UsageException("`" + args.getLast() + "' needs a value, as in 1=2");
    }
    try {
      rules.add(args.get(at));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong.getMessage());
    }
  }

  private static String file(String word, String before) {
    if (word.startsWith("-") && word.length() > 1) {
      throw new UsageException("import has no option `" + word + "'");
    }
    if (!before.equals("-")) {
      throw new UsageException("import takes one file");
    }
    return word;
  }

  private BufferedReader open(String file) throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(file));
  }

  private void complain(int line, String what) {
    err.println(Import.place(line) + what);
  }
}
