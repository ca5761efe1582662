// SPDX-License-Identifier: Apache-2.0
package relatd.cttimeout;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;
import relatd.netlink.AnswerHandler;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// The timeout policies of this network namespace. One owner; each call is one exchange with the
/// kernel.
public final class CtTimeoutTable implements AutoCloseable {
  /// A request with every state of TCP has 170 bytes.
  private static final int REQUEST_BYTES = 1024;

  private static final String NO_SUBSYSTEM =
      "it needs at least one state and its seconds, or the kernel lacks nfnetlink_cttimeout (CONFIG_NF_CT_NETLINK_TIMEOUT):"
          + " try modprobe nfnetlink_cttimeout";
  private static final String NO_PROTOCOL = "this kernel has no timeouts for that protocol";
  private static final String NO_POLICY = "`nfct list timeout' shows those that there are";

  private final NetlinkSocket socket;
  private final MessageBuilder request =
      new MessageBuilder(Arena.ofAuto().allocate(REQUEST_BYTES, 8));

  private CtTimeoutTable(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// @throws NetlinkException when there is no netlink
  public static CtTimeoutTable open() {
    return new CtTimeoutTable(NetlinkSocket.open(Netlink.NETLINK_NETFILTER));
  }

  /// Makes a policy.
  ///
  /// @throws NetlinkException EBUSY when its name is taken; EINVAL without any value
  /// @throws IllegalArgumentException when the name is too long for the kernel
  public void add(CtTimeout timeout) {
    begin(CtTimeoutMessage.NEW, Netlink.NLM_F_CREATE);
    requireName(timeout.name());
    CtTimeoutMessage.write(timeout, request);
    change(
        Operation.of("add timeout policy " + timeout.name())
            .cure(
                Errno.EBUSY,
                "a policy of that name exists, and the kernel changes none: delete it first"));
  }

  /// Sets defaults of the namespace; states without a value keep theirs.
  public void setDefaults(CtTimeout timeout) {
    begin(CtTimeoutMessage.DEFAULT_SET, 0);
    CtTimeoutMessage.write(timeout, request);
    change(Operation.of("set default timeouts"));
  }

  /// The defaults of a protocol.
  public CtTimeout defaults(Family family, int protocol) {
    begin(CtTimeoutMessage.DEFAULT_GET, 0);
    CtTimeoutMessage.writeProtocols(family, protocol, request);
    return one(Operation.of("read default timeouts"));
  }

  /// @throws NetlinkException ENOENT when there is none
  public CtTimeout get(String name) {
    named(CtTimeoutMessage.GET, name);
    return one(Operation.of("read timeout policy " + name));
  }

  private CtTimeout one(Operation operation) {
    request.end();
    List<CtTimeout> found = new ArrayList<>();
    Operation explained = explained(operation);
    socket.transact(explained, request, message -> collect(message, found));
    return found.stream()
        .findFirst()
        .orElseThrow(() -> new NetlinkException(explained, Errno.ENOENT.number(), ""));
  }

  /// All policies.
  public List<CtTimeout> list() {
    begin(CtTimeoutMessage.GET, Netlink.NLM_F_DUMP).end();
    List<CtTimeout> found = new ArrayList<>();
    socket.dump(
        explained(Operation.of("list timeout policies")),
        request,
        message -> collect(message, found));
    return found;
  }

  /// A policy of a family that is neither IPv4 nor IPv6 (nftables makes such) is passed over.
  private static void collect(MessageWalker message, List<CtTimeout> into) {
    try {
      into.add(CtTimeoutMessage.read(message));
    } catch (MalformedMessage foreign) {
      if (foreign.why() != MalformedMessage.Cause.FAMILY) {
        throw foreign;
      }
    }
  }

  /// Removes a policy. Connections that have it keep what time they have left.
  ///
  /// @throws NetlinkException ENOENT when there is none; EBUSY while a rule refers to it
  public void delete(String name) {
    named(CtTimeoutMessage.DELETE, name);
    change(inUse(Operation.of("delete timeout policy " + name)));
  }

  /// Removes all policies, but for those that rules refer to.
  public void flush() {
    begin(CtTimeoutMessage.DELETE, 0);
    change(inUse(Operation.of("delete all timeout policies")));
  }

  private static Operation inUse(Operation operation) {
    return operation.cure(
        Errno.EBUSY,
        "a rule refers to it: remove the iptables CT target or the nftables ct timeout object"
            + " first");
  }

  private MessageBuilder begin(int type, int flags) {
    return request.reset().begin(type, flags, socket.nextSequence(), 0, 0);
  }

  private void named(int type, String name) {
    requireName(name);
    begin(type, 0).putString(CtTimeoutMessage.CTA_TIMEOUT_NAME, name);
  }

  private void change(Operation operation) {
    request.end();
    socket.transact(explained(operation), request, AnswerHandler.NONE);
  }

  private static Operation explained(Operation operation) {
    return operation
        .cure(Errno.EINVAL, NO_SUBSYSTEM)
        .cure(Errno.EOPNOTSUPP, NO_PROTOCOL)
        .cure(Errno.ENOENT, NO_POLICY);
  }

  private static void requireName(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > CtTimeout.NAME_BYTES) {
      throw new IllegalArgumentException(
          "the name of a timeout policy has 1 to 31 characters: \"" + name + "\"");
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
