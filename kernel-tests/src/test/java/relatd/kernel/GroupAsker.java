// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.Optional;
import relatd.conntrack.Family;

/// Asks a group until somebody answers, a few times at most.
///
/// The question is repeated, as the standards of these protocols want it: with plain queue rules
/// the first one passes shortly before the answers to it are expected.
final class GroupAsker {
  private static final int TIMES = 5;
  private static final int MILLIS = 500;

  private GroupAsker() {}

  /// @param args a [GroupProtocol], a family, the link, and `subscribe` to go on with what SSDP
  ///   found
  public static void main(String[] args) throws IOException {
    GroupProtocol protocol = GroupProtocol.valueOf(args[0]);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(args[2]));
      socket.setSoTimeout(MILLIS);
      Optional<byte[]> answer = ask(socket, protocol, Family.valueOf(args[1]));
      System.out.println(answer.isPresent() ? "answered" : "nobody answered");
      if (answer.isPresent() && args.length > 3) {
        System.out.println(
            UpnpControlPoint.subscribe(GroupProtocol.text(answer.get()))
                ? "notified"
                : "not notified");
      }
    }
  }

  private static Optional<byte[]> ask(DatagramSocket socket, GroupProtocol protocol, Family family)
      throws IOException {
    byte[] question = protocol.question(family);
    for (int i = 0; i < TIMES; i++) {
      socket.send(
          new DatagramPacket(
              question, question.length, protocol.address(family), protocol.service().port()));
      System.out.println("asked");
      DatagramPacket answer = new DatagramPacket(new byte[2_048], 2_048);
      try {
        socket.receive(answer);
        byte[] bytes = Arrays.copyOf(answer.getData(), answer.getLength());
        if (protocol.isAnswer(bytes)) {
          return Optional.of(bytes);
        }
      } catch (SocketTimeoutException e) {
        System.out.println("again");
      }
    }
    return Optional.empty();
  }
}
