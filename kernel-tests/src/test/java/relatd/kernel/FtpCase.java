// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// One cell of the matrix: who asks, in which way, over which family, through which router.
record FtpCase(
    FtpClient program, FtpCommand command, Family family, Translation translation, boolean small)
    implements Exchange {

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
    return new FtpCase(program, command, family, translation, true);
  }

  @Override
  public Service service() {
    return Service.FTP;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.FTP_SERVER, Requirement.FTP_CLIENTS);
  }

  @Override
  public Peer server() {
    return FtpServer.SERVER;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    return program.fetch(command, family, host);
  }

  /// The login works, and the client asks in the wanted way.
  @Override
  public Optional<String> controlFails(Outcome client) {
    boolean works = client.err().contains("230 ") && client.err().contains(" " + command);
    return works ? Optional.empty() : Optional.of("login and " + command + " work");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    boolean arrived = client.out().equals(FtpServer.CONTENT);
    return arrived ? Optional.empty() : Optional.of("the file arrives");
  }

  @Override
  public String toString() {
    return "%s %s %s %s%s"
        .formatted(
            program.program(), command, family.text(), translation, small ? " small segments" : "");
  }
}
