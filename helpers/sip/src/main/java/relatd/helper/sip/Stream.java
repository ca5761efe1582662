// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.helper.Announcement;
import relatd.helper.Decision;

/// Ports that one side of a call offers for one medium, on neighbouring numbers, and what was
/// expected for them.
///
/// Under NAT the port may have been moved; the stream remembers to which one, so that the same
/// offer, sent again, leads to the same port, and withdrawing it withdraws what was granted.
final class Stream {
  /// Writes a granted port into the message at hand.
  @FunctionalInterface
  interface PortWriter {
    void write(int port, Announcement.Edits edits);
  }

  private final int line;
  private final Direction sender;
  private final int wished;
  private final List<Expectation> expectations;
  private final Optional<Address> across;
  private int granted;

  /// @param line position of its `m=` line
  /// @param expectations for the ports as they were wished
  /// @param across the host from which nothing is expected if it reaches the ports without this
  ///   machine; empty where that is not asked
  Stream(int line, Direction sender, List<Expectation> expectations, Optional<Address> across) {
    this.line = line;
    this.sender = sender;
    this.expectations = expectations;
    this.across = across;
    wished = expectations.getFirst().tuple().destinationPort();
    granted = wished;
  }

  int line() {
    return line;
  }

  Direction sender() {
    return sender;
  }

  /// Whether the other one offers the very same.
  boolean isSameAs(Stream other) {
    if (other.expectations.size() != expectations.size()) {
      return false;
    }
    for (int i = 0; i < expectations.size(); i++) {
      if (!expectations.get(i).isSameAs(other.expectations.get(i))) {
        return false;
      }
    }
    return sender == other.sender;
  }

  /// Expects it, as it was granted last, and writes nothing.
  void offer(Consumer<Decision> decisions) {
    List<Expectation> group = granted();
    if (across.isPresent()) {
      Address end = group.getFirst().tuple().destination();
      decisions.accept(new Decision.ExpectAcross(group, end, across.get()));
    } else {
      decisions.accept(new Decision.ExpectIfFree(group));
    }
  }

  /// Expects it on the port that was granted last or on another one, which the writer announces.
  void offer(PortWriter writer, Consumer<Decision> decisions) {
    Announcement announcement =
        (Endpoint endpoint, Announcement.Edits edits) -> {
          granted = endpoint.port();
          writer.write(granted, edits);
          return true;
        };
    decisions.accept(new Decision.Expect(granted(), Optional.of(announcement)));
  }

  void withdraw(Consumer<Decision> decisions) {
    for (Expectation expectation : granted()) {
      decisions.accept(new Decision.Withdraw(expectation));
    }
  }

  private List<Expectation> granted() {
    int shift = granted - wished;
    return shift == 0
        ? expectations
        : expectations.stream()
            .map(one -> one.toPort(one.tuple().destinationPort() + shift))
            .toList();
  }
}
