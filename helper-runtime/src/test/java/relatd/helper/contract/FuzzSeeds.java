// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.packet.PacketView;

/// The conversations with a helper's port in its captures, as a fuzzer's first inputs.
final class FuzzSeeds {
  private FuzzSeeds() {}

  /// Writes one file for each conversation of each capture.
  static void write(Helper helper, Path captures, Path into) throws IOException {
    Files.createDirectories(into);
    for (Captures.Capture capture : Captures.in(captures)) {
      Map<Tuple, ByteArrayOutputStream> conversations = new LinkedHashMap<>();
      PacketView view = new PacketView();
      for (Segment packet : Trace.read(capture.file()).packets()) {
        view.wrap(MemorySegment.ofArray(packet.bytes()), 0, packet.bytes().length);
        if (view.kind() == PacketView.Kind.TCP || view.kind() == PacketView.Kind.UDP) {
          add(helper, view, packet, conversations);
        }
      }
      int number = 0;
      for (ByteArrayOutputStream one : conversations.values()) {
        Files.write(into.resolve(capture.name() + "-" + number++), one.toByteArray());
      }
    }
  }

  private static void add(
      Helper helper,
      PacketView view,
      Segment packet,
      Map<Tuple, ByteArrayOutputStream> conversations) {
    Tuple tuple = view.tuple();
    boolean reply = !helper.ports().contains(tuple.destinationPort());
    if (view.payloadLength() == 0 || reply && !helper.ports().contains(tuple.sourcePort())) {
      return;
    }
    Tuple forth = reply ? tuple.inverse() : tuple;
    ByteArrayOutputStream out =
        conversations.computeIfAbsent(forth, ends -> ends(ends, view.isTcp()));
    byte[] payload = packet.payload();
    out.write(reply ? FuzzInput.FROM_SERVER : 0);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.writeBytes(payload);
  }

  private static ByteArrayOutputStream ends(Tuple tuple, boolean tcp) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean inet6 = tuple.source().family() == Family.INET6;
    out.write((inet6 ? FuzzInput.INET6 : 0) | (tcp ? 0 : FuzzInput.UDP));
    Endpoint client = tuple.sourceEndpoint();
    out.write(client.port() >> 8);
    out.write(client.port());
    out.writeBytes(padded(client.address()));
    out.writeBytes(padded(tuple.destination()));
    return out;
  }

  private static byte[] padded(Address address) {
    ByteBuffer all = ByteBuffer.allocate(16);
    if (address.family() == Family.INET) {
      return all.putInt((int) address.low()).array();
    }
    return all.putLong(address.high()).putLong(address.low()).array();
  }
}
