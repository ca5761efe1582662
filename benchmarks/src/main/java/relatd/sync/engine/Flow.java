// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.TakeOver;
import relatd.netlink.MessageBuilder;

/// An established TCP connection, and what the kernel tells when it has changed.
final class Flow {
  private static final int PORTS = 32768;
  private static final int ESTABLISHED = 3;
  private static final int TIMEOUT = 432_000;
  private static final long FLAGS = 6;

  private Flow() {}

  static Conntrack established(Family family, int number) {
    boolean inet = family == Family.INET;
    Address client =
        inet
            ? Address.ofInet(0x0a00_0000 + number / PORTS)
            : Address.of("2001:db8::%x".formatted(1 + number / PORTS));
    Address server = Address.of(inet ? "192.0.2.1" : "2001:db8:1::1");
    Tuple tuple = Tuple.tcp(new Endpoint(client, 1024 + number % PORTS), new Endpoint(server, 443));
    return Conntrack.of(tuple, tuple.inverse())
        .status(Status.SEEN_REPLY | Status.ASSURED | Status.CONFIRMED)
        .timeout(TIMEOUT)
        .mark(0)
        .protocolInfo(
            new ProtocolInfo.Tcp(
                ESTABLISHED,
                OptionalInt.of(7),
                OptionalInt.of(7),
                Optional.of(new ProtocolInfo.Flags(0x33, 0x33)),
                Optional.of(new ProtocolInfo.Flags(0x33, 0x33))))
        .build();
  }

  /// An event has the attributes of a request that makes the entry, and no flags.
  static void update(MessageBuilder to, Conntrack entry) {
    new ConntrackWriter(to).create(entry, TakeOver.STRICT, 0, 0);
    to.buffer().set(JAVA_SHORT_UNALIGNED, FLAGS, (short) 0);
  }
}
