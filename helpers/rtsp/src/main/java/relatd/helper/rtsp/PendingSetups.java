// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.List;
import relatd.conntrack.Expectation;
import relatd.helper.rtsp.TransportSpec.Ports;

/// Requests that wait for their answers, by sequence number (CSeq): at most 16; the oldest is
/// forgotten.
final class PendingSetups {
  /// What was asked.
  ///
  /// @param asked the transports that the client would take; empty for TEARDOWN
  /// @param granted the port that translation chose for the first of the client's ports; 0 without
  ///   translation
  /// @param media what is expected already, under translation
  /// @param session the session that a TEARDOWN ends; empty for all
  record Pending(
      long number,
      boolean teardown,
      List<TransportSpec> asked,
      int granted,
      List<Expectation> media,
      String session) {
    Pending {
      asked = List.copyOf(asked);
    }

    static Pending setup(
        long number, List<TransportSpec> asked, int granted, List<Expectation> media) {
      return new Pending(number, false, asked, granted, media, "");
    }

    static Pending teardown(long number, String session) {
      return new Pending(number, true, List.of(), 0, List.of(), session);
    }

    /// Whether the client offered these ports.
    boolean offered(Ports ports) {
      return asked.stream().anyMatch(spec -> spec.client().isSameAs(ports));
    }

    /// The client's ports in the first of its transports.
    Ports first() {
      return asked.getFirst().client();
    }

    /// Whether all its transports are for the same ports.
    boolean hasOnePair() {
      return asked.stream().allMatch(spec -> spec.client().isSameAs(first()));
    }
  }

  private static final int MOST = 16;

  private final Pending[] pending = new Pending[MOST];
  private int count;

  /// A request that is sent again replaces itself.
  void add(Pending request) {
    remove(request.number());
    if (count == MOST) {
      remove(pending[0].number());
    }
    pending[count++] = request;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void clear() {
    count = 0;
  }

  /// The request with this number, which then is answered; null when none waits.
  Pending remove(long number) {
    for (int i = 0; i < count; i++) {
      Pending found = pending[i];
      if (found.number() == number) {
        System.arraycopy(pending, i + 1, pending, i, --count - i);
        return found;
      }
    }
    return null;
  }
}
