// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.util.Arrays;
import relatd.conntrack.Family;

/// Answers what a group is asked, to the one who asked and from the group's port.
final class GroupAnswerer {
  private GroupAnswerer() {}

  /// @param args a [GroupProtocol] and the link
  public static void main(String[] args) throws IOException {
    GroupProtocol protocol = GroupProtocol.valueOf(args[0]);
    int port = protocol.service().port();
    try (MulticastSocket socket = new MulticastSocket(port)) {
      for (Family family : Family.values()) {
        socket.joinGroup(
            new InetSocketAddress(protocol.address(family), port),
            NetworkInterface.getByName(args[1]));
      }
      UpnpDevice.start();
      System.out.println("here");
      byte[] answer = protocol.answer(Lab.serverAddress(Family.INET) + ":" + UpnpDevice.PORT);
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        if (isQuestion(protocol, bytes)) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    }
  }

  private static boolean isQuestion(GroupProtocol protocol, byte[] bytes) {
    return Arrays.stream(Family.values())
        .anyMatch(family -> Arrays.equals(protocol.question(family), bytes));
  }
}
