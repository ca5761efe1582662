// SPDX-License-Identifier: Apache-2.0
package relatd.cthelper;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/// The kernel's userspace helpers. One owner; each call is one exchange with the kernel.
public final class CtHelperTable implements AutoCloseable {
  /// A request with four policies has 300 bytes.
  private static final int REQUEST_BYTES = 1024;

  private static final String NO_SUBSYSTEM =
      "the kernel refuses the values, or lacks nfnetlink_cthelper (CONFIG_NF_CT_NETLINK_HELPER):"
          + " try modprobe nfnetlink_cthelper";

  private final NetlinkSocket socket;
  private final MessageBuilder request =
      new MessageBuilder(Arena.ofAuto().allocate(REQUEST_BYTES, 8));

  private CtHelperTable(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// @throws NetlinkException when there is no netlink
  public static CtHelperTable open() {
    return new CtHelperTable(NetlinkSocket.open(Netlink.NETLINK_NETFILTER));
  }

  /// Registers a helper that is not there yet.
  ///
  /// @throws NetlinkException EEXIST when it is; EBUSY when the kernel has one of its own by that
  ///   name, family and protocol
  /// @throws IllegalArgumentException when the kernel could only say EINVAL to it
  public void register(CtHelper helper) {
    put(helper, Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL, "register helper ");
  }

  /// Registers a helper, or changes queue, status and policy values of the one that is there;
  /// effects are immediate.
  ///
  /// @throws NetlinkException EBUSY when policy names, their number or the private length differ
  public void update(CtHelper helper) {
    put(helper, Netlink.NLM_F_CREATE, "update helper ");
  }

  private void put(CtHelper helper, int flags, String verb) {
    requireSendable(helper);
    request.reset().begin(CtHelperMessage.NEW, flags, socket.nextSequence(), 0, 0);
    CtHelperMessage.write(helper, request);
    request.end();
    Operation operation =
        Operation.of(verb + helper.title())
            .cure(Errno.EINVAL, NO_SUBSYSTEM)
            .cure(Errno.EEXIST, "it is registered already: delete it first, or update it")
            .cure(
                Errno.EBUSY,
                "the kernel's own helper of that name is loaded (unload nf_conntrack_"
                    + helper.name()
                    + " and nf_nat_"
                    + helper.name()
                    + "), or policy names or private data length differ from the registered ones"
                    + " (delete it first)");
    socket.transact(operation, request, AnswerHandler.NONE);
  }

  private static void requireSendable(CtHelper helper) {
    requireName(helper.name(), "helper");
    helper.policies().forEach(policy -> requireName(policy.name(), "policy"));
    int policies = helper.policies().size();
    if (policies < 1 || policies > CtHelper.MOST_POLICIES) {
      throw new IllegalArgumentException(
          "helper " + helper.name() + " needs 1 to 4 policies, not " + policies);
    }
  }

  private static void requireName(String name, String what) {
    if (name.isEmpty() || name.length() > CtHelper.NAME_BYTES) {
      throw new IllegalArgumentException(
          "the name of a " + what + " has 1 to 15 characters: \"" + name + "\"");
    }
  }

  /// The one helper of that name, family and protocol.
  public Optional<CtHelper> get(String name, Family family, int protocol) {
    key(CtHelperMessage.GET, name, family, protocol);
    Operation operation =
        Operation.of("read helper " + CtHelper.title(name, family, protocol))
            .cure(Errno.EINVAL, NO_SUBSYSTEM);
    return first(operation);
  }

  /// The first answer to the request; empty where there is none.
  private Optional<CtHelper> first(Operation operation) {
    List<CtHelper> found = new ArrayList<>();
    try {
      socket.transact(operation, request, message -> collect(message, found));
    } catch (NetlinkException refusal) {
      if (!refusal.is(Errno.ENOENT)) {
        throw refusal;
      }
    }
    return found.stream().findFirst();
  }

  /// The helper of that name that was registered first, whatever its protocols.
  public Optional<CtHelper> get(String name) {
    requireName(name, "helper");
    request.reset().begin(CtHelperMessage.GET, 0, socket.nextSequence(), 0, 0);
    request.putString(CtHelperMessage.NFCTH_NAME, name).end();
    return first(Operation.of("read helper " + name).cure(Errno.EINVAL, NO_SUBSYSTEM));
  }

  /// All helpers, but for those of families that are neither IPv4 nor IPv6.
  public List<CtHelper> list() {
    request
        .reset()
        .begin(CtHelperMessage.GET, Netlink.NLM_F_DUMP, socket.nextSequence(), 0, 0)
        .end();
    List<CtHelper> found = new ArrayList<>();
    socket.dump(
        Operation.of("list helpers").cure(Errno.EINVAL, NO_SUBSYSTEM),
        request,
        message -> collect(message, found));
    return found;
  }

  private static void collect(MessageWalker message, List<CtHelper> into) {
    try {
      into.add(CtHelperMessage.read(message));
    } catch (MalformedMessage foreign) {
      if (foreign.why() != MalformedMessage.Cause.FAMILY) {
        throw foreign;
      }
    }
  }

  /// Removes one helper. Connections that have it lose it, and their expectations.
  ///
  /// @throws NetlinkException ENOENT when there is none; EBUSY while a rule refers to it
  public void delete(String name, Family family, int protocol) {
    key(CtHelperMessage.DELETE, name, family, protocol);
    remove("delete helper " + CtHelper.title(name, family, protocol));
  }

  /// Removes all helpers, but for those that rules refer to.
  public void flush() {
    request.reset().begin(CtHelperMessage.DELETE, 0, socket.nextSequence(), 0, 0).end();
    remove("delete all helpers");
  }

  private void remove(String what) {
    Operation operation =
        Operation.of(what)
            .cure(Errno.EINVAL, NO_SUBSYSTEM)
            .cure(Errno.ENOENT, "there is no such helper")
            .cure(
                Errno.EBUSY,
                "a rule refers to it: remove the iptables CT target or the nftables ct helper"
                    + " object first");
    socket.transact(operation, request, AnswerHandler.NONE);
  }

  /// Lets packets of its connections pass untouched, or queues them again.
  ///
  /// @return false when there is no such helper
  public boolean enable(String name, Family family, int protocol, boolean enabled) {
    Optional<CtHelper> helper = get(name, family, protocol);
    helper.ifPresent(found -> update(found.withEnabled(enabled)));
    return helper.isPresent();
  }

  private void key(int type, String name, Family family, int protocol) {
    requireName(name, "helper");
    request.reset().begin(type, 0, socket.nextSequence(), 0, 0);
    request.putString(CtHelperMessage.NFCTH_NAME, name);
    CtHelperMessage.writeTuple(family, protocol, request);
    request.end();
  }

  @Override
  public void close() {
    socket.close();
  }
}
