// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import relatd.conntrack.cli.ConntrackTool;
import relatd.daemon.Conntrackd;
import relatd.nfct.cli.Nfct;
import relatd.tool.Relatd;

/// Starts the face that the first argument names: `relatd`, `conntrackd`, `conntrack` or `nfct`.
public final class Main {
  /// Set to 1 it adds the stack trace to the line that a failure of ours ends with.
  static final String DEBUG = "RELATD_DEBUG";

  private static final int WRONG_CALL = 2;
  private static final int OUTPUT_BYTES = 16_384;

  /// One of the programs.
  @FunctionalInterface
  interface Face {
    int run(List<String> args, PrintStream out, PrintStream err);
  }

  private Main() {}

  /// Ends by `halt`: an orderly `exit` first loads the JDK's loggers, a tenth of a short command's
  /// time, and there is nothing left to do for its hooks.
  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out, false);
    PrintStream err = stream(FileDescriptor.err, true);
    int status = run(List.of(args), out, err);
    out.flush();
    err.flush();
    Runtime.getRuntime().halt(status);
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.isEmpty()) {
      err.println("relatd: the launchers in bin/ name a program first");
      return WRONG_CALL;
    }
    String name = args.getFirst();
    Face face =
        switch (name) {
          case "relatd" -> (rest, o, e) -> new Relatd(o, e).run(rest);
          case "conntrackd" -> (rest, o, e) -> new Conntrackd(o, e).run(rest);
          case "nfct" -> (rest, o, e) -> new Nfct(o, e).run(rest);
          case "conntrack" -> (rest, o, e) -> new ConntrackTool(o, e).run(rest);
          default ->
              (_, _, e) -> {
                e.println("relatd: there is no program `" + name + "'");
                return WRONG_CALL;
              };
        };
    return guarded(name, face, args.subList(1, args.size()), out, err, System.getenv());
  }

  /// Whatever a program throws, its user gets one line and status 1.
  static int guarded(
      String name,
      Face face,
      List<String> args,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment) {
    try {
      return face.run(args, out, err);
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError failure) {
      out.flush();
      err.println(name + ": " + line(failure));
      if ("1".equals(environment.get(DEBUG))) {
        failure.printStackTrace(err);
      }
      return 1;
    }
  }

  /// A message without a cause of its own says little: then the class is named, and what is behind
  /// it.
  private static String line(Throwable failure) {
    Throwable root = failure;
    while (root.getMessage() == null && root.getCause() != null) {
      root = root.getCause();
    }
    boolean ours = root.getClass().getName().startsWith("relatd.");
    String text = ours && root.getMessage() != null ? root.getMessage() : root.toString();
    return String.join(" ", Arrays.asList(text.split("\\R+")));
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean flush) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), OUTPUT_BYTES),
        flush,
        StandardCharsets.UTF_8);
  }
}
