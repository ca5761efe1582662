// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// The transfers of a [TransferMain] in a [PairLab]'s client, seen from the test.
final class Transfers {
  static final int FIRST = 30_000;

  private final Background client;

  private Transfers(Background client) {
    this.client = client;
  }

  /// Begins to open so many connections to the server.
  static Transfers start(PairLab lab, int count) {
    List<String> command = new ArrayList<>(ClassPath.java());
    command.add(TransferMain.class.getName());
    command.addAll(
        List.of(PairLab.serverAddress(Family.INET), "" + Traffic.PORT, "" + FIRST, "" + count));
    return new Transfers(
        lab.ground()
            .owns(lab.client().start(lab.ground().directory().resolve("transfers.out"), command)));
  }

  /// How many have been established so far.
  long established() {
    return lines(TransferMain.UP).count();
  }

  /// Those that were established at a moment of the wall clock.
  Set<Integer> establishedBefore(long millis) {
    return lines(TransferMain.UP)
        .map(line -> line.split(" "))
        .filter(word -> Long.parseLong(word[2]) < millis)
        .map(word -> Integer.valueOf(word[1]))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// How often it has been reported which of them move.
  long reports() {
    return lines(TransferMain.MOVING).count();
  }

  /// Those that have moved in any report behind the first `reports`.
  Set<Integer> movingSince(long reports) {
    return lines(TransferMain.MOVING)
        .skip(reports)
        .flatMap(line -> Stream.of(line.substring(TransferMain.MOVING.length()).split(" ")))
        .filter(word -> !word.isEmpty())
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whole lines only: the last one may still be in the making.
  private Stream<String> lines(String begin) {
    String output = client.output();
    return output
        .substring(0, output.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith(begin));
  }

  String output() {
    return client.output();
  }
}
