// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.ctnetlink.Cta.*;
import static relatd.sync.kernel.BpfProgram.*;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conf.Filter;
import relatd.conf.Network;
import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.posix.Sockets;
import relatd.posix.SystemException;

/// A socket filter that drops unwanted events before they are queued: what `Filter From
/// Kernelspace` says, and what our own commits and injections cause, of which we know without being
/// told.
///
/// It judges as libnetfilter_conntrack's does, differences to [EventFilter] included: source *and*
/// destination of the original tuple are compared (not the sources of both directions), an accept
/// list needs both to match, a message that lacks a field passes that field's section, and the
/// search for an IPv4 destination, which is not bounded by its nest, finds something else in an
/// IPv6 message, so that an accept list of IPv4 addresses alone rejects IPv6. Messages about
/// expectations pass.
///
/// ```
///  preamble      subsystem 1? else keep
///  own           nlmsg_pid one of our sockets? drop
///  section       field missing? on to the next section
///                compare with each member: accept -> match goes on, else drop
///                                          ignore -> match drops, else go on
///  ...           protocol, IPv4 source, IPv4 destination, IPv6 source, IPv6 destination, TCP state
///  end           keep
/// ```
public final class KernelFilter {
  private static final int FIRST_ATTRIBUTE = 20;
  private static final int HEADER = 4;
  private static final int SUBSYSTEM_OFFSET = 5;
  private static final int PORT_ID_OFFSET = 12;
  private static final boolean HOST_IS_NETWORK_ORDER =
      ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  private final BpfProgram program = new BpfProgram();

  /// @throws IllegalArgumentException when the rules do not fit into a program
  public KernelFilter(Filter filter) {
    this(filter, new int[0]);
  }

  /// @param filter what to drop; rules that are not for the kernel are left out
  /// @param ownPorts sockets whose doings are not to be told either
  /// @throws IllegalArgumentException when the rules do not fit into a program
  KernelFilter(Filter filter, int[] ownPorts) {
    program.add(LDX_IMM, SUBSYSTEM_OFFSET - 1);
    program.add(LDB_IND, 1);
    program.add(JEQ_K, 1, 0, NFNL_SUBSYS_CTNETLINK);
    program.add(RET_K, KEEP);
    dropOwn(ownPorts);
    if (filter.inKernel()) {
      addRules(filter);
    }
    program.add(RET_K, KEEP);
    if (program.size() > LONGEST) {
      throw new IllegalArgumentException(
          "the filter needs "
              + program.size()
              + " instructions, the kernel takes "
              + LONGEST
              + ": join addresses to networks, or filter from Userspace");
    }
  }

  /// Loads are of network order, the port id is of the machine's.
  private void dropOwn(int[] ports) {
    if (ports.length > 0) {
      program.add(LDW_ABS, PORT_ID_OFFSET);
    }
    for (int port : ports) {
      program.add(JEQ_K, 0, 1, HOST_IS_NETWORK_ORDER ? port : Integer.reverseBytes(port));
      program.add(RET_K, DROP);
    }
  }

  private void addRules(Filter filter) {
    filter
        .protocols()
        .ifPresent(rule ->
            addBytes(
                rule.accept(),
                rule.members().stream().map(Filter.Protocol::number).toList(),
                CTA_TUPLE_ORIG,
                CTA_TUPLE_PROTO,
                CTA_PROTO_NUM));
    filter.addresses().ifPresent(this::addAddresses);
    filter
        .tcpStates()
        .ifPresent(rule ->
            addBytes(
                rule.accept(),
                rule.members().stream().map(Filter.TcpState::number).toList(),
                CTA_PROTOINFO,
                CTA_PROTOINFO_TCP,
                CTA_PROTOINFO_TCP_STATE));
  }

  /// The filter that a configuration asks for; empty where there is nothing to drop.
  ///
  /// @param origins whose own sockets, for whose doings there is no need of events, are known
  public static Optional<KernelFilter> of(Filter filter, Origins origins) {
    int[] ports = origins.untold();
    return filter.inKernel() && !filter.isEmpty() || ports.length > 0
        ? Optional.of(new KernelFilter(filter, ports))
        : Optional.empty();
  }

  private void addBytes(boolean accept, List<Integer> members, int... path) {
    Section section = new Section(accept, NLATTR, path);
    section.begin();
    program.add(LDB_IND, HEADER);
    for (int member : members) {
      program.add(JEQ_K, 0, 1, member);
      section.matched();
    }
    section.end();
  }

  private void addAddresses(Filter.Rule<Network> rule) {
    for (Family family : Family.values()) {
      List<Network> members =
          rule.members().stream()
              .filter(network -> AddressSet.addressOf(network).family() == family)
              .toList();
      if (!members.isEmpty()) {
        int source = family == Family.INET ? CTA_IP_V4_SRC : CTA_IP_V6_SRC;
        addAddresses(rule.accept(), family, members, source);
        addAddresses(rule.accept(), family, members, source + 1);
      }
    }
  }

  private void addAddresses(boolean accept, Family family, List<Network> members, int leaf) {
    int search = family == Family.INET ? NLATTR : NLATTR_NEST;
    Section section = new Section(accept, search, CTA_TUPLE_ORIG, CTA_TUPLE_IP, leaf);
    section.begin();
    for (Network member : members) {
      compare(AddressSet.addressOf(member), Address.mask(family, member.prefix()));
      section.matched();
    }
    section.end();
  }

  /// Goes on where all words under the mask are the address's; else skips the one jump behind.
  private void compare(Address address, Address mask) {
    int words = address.family().addressBytes() / 4;
    for (int word = 0; word < words; word++) {
      program.add(LDW_IND, HEADER + 4 * word);
      program.add(AND_K, word(mask, words, word));
      int left = 3 * (words - word - 1);
      program.add(JEQ_K, 0, left + 1, word(address, words, word));
    }
  }

  private static int word(Address address, int words, int word) {
    int fromEnd = words - 1 - word;
    return (int) ((fromEnd < 2 ? address.low() : address.high()) >>> fromEnd % 2 * 32);
  }

  List<Instruction> instructions() {
    return program.instructions();
  }

  /// Puts it on a socket, in front of whatever arrives from now on.
  ///
  /// @throws SystemException when the kernel refuses
  public void attach(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      int result =
          Sockets.setsockopt(
              fd, Sockets.SOL_SOCKET, Sockets.SO_ATTACH_FILTER, program.toNative(arena));
      SystemException.check(result, "set event filtering");
    }
  }

  /// Looks at one field: finds it, compares, goes on or drops.
  private final class Section {
    private final boolean accept;
    private final int search;
    private final int[] path;
    private final List<Integer> onwards = new ArrayList<>();

    Section(boolean accept, int search, int... path) {
      this.accept = accept;
      this.search = search;
      this.path = path;
    }

    /// Leaves the field's offset in X.
    void begin() {
      program.add(LD_IMM, FIRST_ATTRIBUTE);
      for (int depth = 0; depth < path.length; depth++) {
        boolean inNest = depth > 0 && search == NLATTR_NEST;
        if (depth > 0 && !inNest) {
          program.add(ADD_K, HEADER);
        }
        program.add(LDX_IMM, path[depth]);
        program.add(LDW_ABS, inNest ? NLATTR_NEST : NLATTR);
        program.add(JEQ_K, 0, 1, 0);
        onwards.add(program.addJump());
      }
      program.add(TAX, 0);
    }

    /// One instruction: what to do when a member has matched.
    void matched() {
      if (accept) {
        onwards.add(program.addJump());
      } else {
        program.add(RET_K, DROP);
      }
    }

    void end() {
      if (accept) {
        program.add(RET_K, DROP);
      }
      onwards.forEach(program::land);
    }
  }
}
