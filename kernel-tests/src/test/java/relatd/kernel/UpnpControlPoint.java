// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/// A control point that subscribes to the events of a device it found, scripted from the UPnP
/// Device Architecture (4).
final class UpnpControlPoint {
  private static final int MILLIS = 8_000;

  private UpnpControlPoint() {}

  /// @param found the device's answer to a search
  /// @return whether an event was told
  static boolean subscribe(String found) throws IOException {
    URI device = URI.create(UpnpDevice.field(found, "LOCATION"));
    try (ServerSocket events = new ServerSocket(0);
        Socket socket = new Socket(device.getHost(), device.getPort())) {
      events.setSoTimeout(MILLIS);
      InetAddress self = socket.getLocalAddress();
      UpnpDevice.say(
          socket,
          "SUBSCRIBE /events HTTP/1.1\r\nHOST: %s\r\nCALLBACK: <http://%s:%d/>\r\nNT: upnp:event\r\nTIMEOUT: Second-60\r\n\r\n"
              .formatted(device.getAuthority(), self.getHostAddress(), events.getLocalPort()));
      try (Socket event = events.accept()) {
        boolean told = UpnpDevice.head(event).startsWith("NOTIFY ");
        UpnpDevice.say(event, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        return told;
      }
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
