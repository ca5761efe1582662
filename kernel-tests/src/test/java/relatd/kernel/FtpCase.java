// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;

/// One cell of the matrix: who asks, in which way, over which family, through which router.
record FtpCase(
    FtpClient client, FtpCommand command, Family family, Translation translation, boolean small) {

  /// Every case that the clients can play, with control lines in one piece.
  static List<FtpCase> all() {
    List<FtpCase> cases = new ArrayList<>();
    for (FtpClient client : FtpClient.values()) {
      for (FtpCommand command : FtpCommand.values()) {
        for (Family family : Family.values()) {
          for (Translation translation : Translation.values()) {
            if (client.speaks(command, family)) {
              cases.add(new FtpCase(client, command, family, translation, false));
            }
          }
        }
      }
    }
    return cases;
  }

  /// One case per way, family and translation, for places where each run is dear.
  static List<FtpCase> withOneClient() {
    return all().stream().filter(one -> one.client == FtpClient.CURL).toList();
  }

  /// The same case with control lines cut into the smallest segments that Linux sends.
  FtpCase withSmallSegments() {
    return new FtpCase(client, command, family, translation, true);
  }

  @Override
  public String toString() {
    return "%s %s %s %s%s"
        .formatted(
            client.program(), command, family.text(), translation, small ? " small segments" : "");
  }
}
