// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import relatd.conntrack.Direction;
import relatd.helper.Decision;

/// One call (RFC 3261, section 12): who began it, its last offer, and the media expected for it.
final class Dialogue {
  /// Streams remembered of one call; more time out by themselves.
  private static final int MOST_STREAMS = 64;

  final String callId;
  final int hash;
  final String tag;
  final Direction initiator;

  /// The last INVITE: its number, who sent it (null before one was seen), whether it made no offer
  /// and its answer will.
  long inviteNumber = -1;

  Direction inviter;
  boolean lateOffer;

  /// Number of the last UPDATE of each side.
  final long[] updateNumber = {-1, -1};

  private List<Stream> current = new ArrayList<>();
  private List<Stream> before = new ArrayList<>();

  /// @param tag the tag in From of the side that began it, empty where there is none
  /// @param initiator the direction of its requests: a proxy may send a call back on the connection
  ///   that it came from
  Dialogue(String callId, int hash, String tag, Direction initiator) {
    this.callId = callId;
    this.hash = hash;
    this.tag = tag;
    this.initiator = initiator;
  }

  /// The stream as it is known already, else this one, which is known from now on.
  Stream remember(Stream stream) {
    for (Stream known : current) {
      if (known.isSameAs(stream)) {
        return known;
      }
    }
    if (current.size() == MOST_STREAMS) {
      current.removeFirst();
    }
    current.add(stream);
    return stream;
  }

  boolean hasStreams() {
    return !current.isEmpty();
  }

  List<Stream> streams() {
    return current;
  }

  /// A new offer replaces all media; they are kept aside, should the offer be declined.
  void replaceAll(Consumer<Decision> decisions) {
    withdrawAll(decisions);
    before = current;
    current = new ArrayList<>();
  }

  /// The offer was accepted: there is no way back.
  void confirm() {
    before = new ArrayList<>(0);
  }

  /// The offer was declined: what was before it counts again.
  void restore(Consumer<Decision> decisions) {
    withdrawAll(decisions);
    current = before;
    before = new ArrayList<>(0);
    for (Stream stream : current) {
      stream.offer(decisions);
    }
  }

  void withdrawAll(Consumer<Decision> decisions) {
    for (Stream stream : current) {
      stream.withdraw(decisions);
    }
  }

  /// One side replaces what it had offered.
  void withdrawOf(Direction sender, Consumer<Decision> decisions) {
    for (Stream stream : current) {
      if (stream.sender() == sender) {
        stream.withdraw(decisions);
      }
    }
    current.removeIf(stream -> stream.sender() == sender);
  }

  /// The medium of that line does not come about.
  void withdrawLine(int line, Consumer<Decision> decisions) {
    for (Stream stream : current) {
      if (stream.line() == line) {
        stream.withdraw(decisions);
      }
    }
    current.removeIf(stream -> stream.line() == line);
  }
}
