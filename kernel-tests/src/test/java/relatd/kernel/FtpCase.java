// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// One cell of the matrix: who asks, in which way, over which family, through which router.
record FtpCase(
    FtpClient client, FtpCommand command, Family family, Translation translation, boolean small) {

  /// Every case that the clients of the world can play, with control lines in one piece.
  static List<FtpCase> all() {
    return Stream.of(FtpClient.CURL, FtpClient.LFTP).flatMap(FtpCase::of).toList();
  }

  /// One case per way, family and translation, for places where each run is dear.
  static List<FtpCase> withOneClient() {
    return of(FtpClient.CURL).toList();
  }

  /// One case per way and family: enough for the negative twins.
  static List<FtpCase> untranslated() {
    return of(FtpClient.CURL).filter(one -> one.translation == Translation.NONE).toList();
  }

  /// Control lines in pieces: replies by the smallest segments that Linux sends, commands, which
  /// may be shorter than those, by a client that halts.
  static List<FtpCase> inPieces() {
    return of(FtpClient.HALTING).map(FtpCase::withSmallSegments).toList();
  }

  private static Stream<FtpCase> of(FtpClient client) {
    List<FtpCase> cases = new ArrayList<>();
    for (FtpCommand command : FtpCommand.values()) {
      for (Family family : Family.values()) {
        for (Translation translation : Translation.values()) {
          if (client.speaks(command, family)) {
            cases.add(new FtpCase(client, command, family, translation, false));
          }
        }
      }
    }
    return cases.stream();
  }

  private FtpCase withSmallSegments() {
    return new FtpCase(client, command, family, translation, true);
  }

  @Override
  public String toString() {
    return "%s %s %s %s%s"
        .formatted(
            client.program(), command, family.text(), translation, small ? " small segments" : "");
  }
}
