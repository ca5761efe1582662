// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.List;
import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Expectation;

/// What a helper concludes from the bytes it was shown.
public sealed interface Decision {

  /// Connections to expect: all of the group or none, on consecutive ports.
  ///
  /// @param group at least one; see [Offer]
  /// @param announcement how to write another endpoint into the payload; empty where the payload
  ///   names nothing that NAT could change
  record Expect(List<Expectation> group, Optional<Announcement> announcement) implements Decision {
    public Expect {
      group = List.copyOf(group);
      if (group.isEmpty()) {
        throw new IllegalArgumentException("a group expects at least one connection");
      }
    }
  }

  /// As [Expect], for a text that is left as it is: when a port is taken, under NAT too, nobody was
  /// told anything that is not true, so the packet passes without the expectation. Counted and
  /// logged as a refusal.
  record ExpectIfFree(List<Expectation> group) implements Decision {
    public ExpectIfFree {
      group = List.copyOf(group);
      if (group.isEmpty()) {
        throw new IllegalArgumentException("a group expects at least one connection");
      }
    }
  }

  /// As [ExpectIfFree], for an end that its caller may reach without this machine: nothing is
  /// expected, and nothing said, where the ways to the two leave through the same device.
  ///
  /// @param end where the caller shall go
  /// @param caller who comes
  record ExpectAcross(List<Expectation> group, Address end, Address caller) implements Decision {
    public ExpectAcross {
      group = List.copyOf(group);
    }
  }

  /// An expectation that shall not be fulfilled any more.
  record Withdraw(Expectation expectation) implements Decision {}

  /// Something was offered and is not believed: counted and logged, the packet passes.
  record Refuse(String reason) implements Decision {}

  /// Nothing readable will follow (TLS began, another protocol): the connection is accepted unread
  /// from here on, what it had offered is withdrawn.
  record Opaque(String reason) implements Decision {}

  /// Nothing of interest will follow, as the protocol has it: the connection is accepted unread
  /// from here on, what it offered stays. No event, for nothing went wrong.
  record Done() implements Decision {}

  /// The text has to be mended for a translated connection although nothing is expected: another
  /// endpoint is named in it, or a length that an announcement changes. Where that cannot be done
  /// the packet passes as it is; that is counted and logged as a refusal.
  ///
  /// @param announcement is asked with the sender's public endpoint
  record Rewrite(Announcement announcement) implements Decision {}

  /// The connection shall live for so many seconds from this packet on, because what it announced
  /// dies with it and the kernel forgets a silent UDP connection soon. The next packet of the
  /// connection sets the kernel's own time again. May be said for every packet.
  ///
  /// @param seconds more than none; see [#AS_EXPECTED]
  record KeepMaster(int seconds) implements Decision {
    /// As long as what it expects: the longest life among the helper's classes as configured, which
    /// a session does not know.
    public static final KeepMaster AS_EXPECTED = new KeepMaster(0);
  }

  /// The receiver of this datagram listens on another port than it is addressed to. Only the packet
  /// is changed: the connection keeps its ports. Nothing, on a stream.
  ///
  /// @param port 1 to 65535
  record DeliverTo(int port) implements Decision {
    public DeliverTo {
      if (port < 1 || port > 0xffff) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }
  }

  /// The packet must not pass.
  record Drop(String reason) implements Decision {}
}
