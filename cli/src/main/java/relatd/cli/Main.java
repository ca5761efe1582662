// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import relatd.daemon.Conntrackd;
import relatd.nfct.cli.Nfct;
import relatd.tool.Relatd;

/// Starts the face that the first argument names: `relatd`, `conntrackd`, `conntrack` or `nfct`.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length == 0) {
      System.err.println("relatd: the launchers in bin/ name a program first");
      System.exit(2);
    }
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    PrintStream out = stream(FileDescriptor.out, false);
    PrintStream err = stream(FileDescriptor.err, true);
    int status = run(args[0], rest, out, err);
    out.flush();
    err.flush();
    System.exit(status);
  }

  private static int run(String face, List<String> args, PrintStream out, PrintStream err) {
    try {
      return switch (face) {
        case "relatd" -> new Relatd(out, err).run(args);
        case "conntrackd" -> new Conntrackd(out, err).run(args);
        case "nfct" -> new Nfct(out, err).run(args);
        case "conntrack" -> {
          err.println(
              "conntrack: this version of relatd does not have it yet; use Debian's package conntrack");
          yield 2;
        }
        default -> {
          err.println("relatd: there is no program `" + face + "'");
          yield 2;
        }
      };
    } catch (RuntimeException failure) {
      out.flush();
      err.println(face + ": " + failure.getMessage());
      return 1;
    }
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean flush) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 16_384),
        flush,
        StandardCharsets.UTF_8);
  }
}
