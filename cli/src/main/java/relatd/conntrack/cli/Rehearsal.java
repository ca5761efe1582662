// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Commands of every kind, one after the other, so that `./build` learns which classes they load:
/// an AOT cache knows what a single run has used. Prints nothing. To be run in a network namespace
/// of its own, as it deletes what it finds.
public final class Rehearsal {
  private static final List<String> LINES =
      List.of(
          "-V",
          "-C",
          "-I -p udp -s 192.0.2.1 -d 192.0.2.2 --sport 1 --dport 2 -t 99",
          "-I -p tcp -s 192.0.2.1 -d 192.0.2.2 --sport 1 --dport 2 -t 99 --state ESTABLISHED",
          "-L",
          "-L -p tcp -s 192.0.2.0/24 --state ESTABLISHED",
          "-L -o extended,id",
          "-L -o xml",
          "-L -o save",
          "-L -o json",
          "-L expect",
          "-C -o json",
          "-S",
          "-G -p udp -s 192.0.2.1 -d 192.0.2.2 --sport 1 --dport 2",
          "-U -p udp -m 5 -o json",
          "-D -p udp",
          "-D --dry-run",
          "-F");

  private Rehearsal() {}

  public static void main(String[] args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    for (String line : LINES) {
      new ConntrackTool(nowhere, nowhere).run(List.of(line.split(" ")));
    }
  }
}
