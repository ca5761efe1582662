// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import org.junit.jupiter.api.Test;
import relatd.ffi.HeaderCheck;
import relatd.libmnl.mnl_h;
import relatd.libmnl.nfgenmsg;
import relatd.libmnl.nlattr;
import relatd.libmnl.nlmsghdr;
import relatd.libnetfilter_queue.nfq_h;
import relatd.libnetfilter_queue.nfqnl_msg_packet_hdr;
import relatd.libnetfilter_queue.nfqnl_msg_verdict_hdr;
import relatd.netlink.Netlink;

/// Structs, numbers and prototypes against the C headers of this machine.
class LayoutTest {
  @Test
  void socketsAreAsTheSystemsHeadersHaveThem() {
    new HeaderCheck()
        .include("sys/socket.h")
        .include("sys/un.h")
        .include("netinet/in.h")
        .include("netinet/tcp.h")
        .include("netinet/udp.h")
        .include("sys/time.h")
        .include("net/if.h")
        .include("linux/netlink.h")
        .size("struct mmsghdr", MessageBatch.MMSGHDR_BYTES)
        .offset("struct mmsghdr", "msg_hdr.msg_name", MessageBatch.MSG_NAME)
        .offset("struct mmsghdr", "msg_hdr.msg_namelen", MessageBatch.MSG_NAMELEN)
        .offset("struct mmsghdr", "msg_hdr.msg_iov", MessageBatch.MSG_IOV)
        .offset("struct mmsghdr", "msg_hdr.msg_iovlen", MessageBatch.MSG_IOVLEN)
        .offset("struct mmsghdr", "msg_hdr.msg_control", MessageBatch.MSG_CONTROL)
        .offset("struct mmsghdr", "msg_hdr.msg_controllen", MessageBatch.MSG_CONTROLLEN)
        .offset("struct mmsghdr", "msg_hdr.msg_flags", MessageBatch.MSG_FLAGS)
        .offset("struct mmsghdr", "msg_len", MessageBatch.MSG_LEN)
        .size("struct iovec", MessageBatch.IOVEC_BYTES)
        .offset("struct iovec", "iov_base", MessageBatch.IOV_BASE)
        .offset("struct iovec", "iov_len", MessageBatch.IOV_LEN)
        .size("struct sockaddr_nl", SocketName.NETLINK_BYTES)
        .offset("struct sockaddr_nl", "nl_pid", 4)
        .size("struct sockaddr_un", SocketName.UNIX_BYTES)
        .offset("struct sockaddr_un", "sun_path", SocketName.PATH)
        .size("struct sockaddr_in", SocketName.INET_BYTES)
        .offset("struct sockaddr_in", "sin_port", 2)
        .offset("struct sockaddr_in", "sin_addr", 4)
        .size("struct sockaddr_in6", SocketName.INET6_BYTES)
        .offset("struct sockaddr_in6", "sin6_addr", 8)
        .offset("struct sockaddr_in6", "sin6_scope_id", 24)
        .size("struct timeval", SocketOptions.TIMEVAL_BYTES)
        .size("struct ip_mreqn", SocketOptions.IP_MREQN_BYTES)
        .offset("struct ip_mreqn", "imr_address", 4)
        .offset("struct ip_mreqn", "imr_ifindex", 8)
        .size("struct ipv6_mreq", SocketOptions.IPV6_MREQ_BYTES)
        .offset("struct ipv6_mreq", "ipv6mr_interface", 16)
        .constant("IFNAMSIZ", SocketOptions.IFNAMSIZ)
        .size("struct cmsghdr", SendBatch.CONTROL_DATA)
        .offset("struct cmsghdr", "cmsg_level", SendBatch.CONTROL_LEVEL)
        .offset("struct cmsghdr", "cmsg_type", SendBatch.CONTROL_TYPE)
        .constant("CMSG_SPACE(2)", SendBatch.CONTROL_BYTES)
        .constant("CMSG_LEN(2)", SendBatch.CONTROL_USED)
        .constants(Sockets.class)
        .functions(Sockets.class)
        .verify();
  }

  @Test
  void otherCallsAreAsTheSystemsHeadersHaveThem() {
    new HeaderCheck()
        .include("poll.h")
        .include("sched.h")
        .include("fcntl.h")
        .include("unistd.h")
        .include("sys/random.h")
        .include("sys/file.h")
        .include("sys/stat.h")
        .include("sys/mman.h")
        .include("sys/epoll.h")
        .include("sys/eventfd.h")
        .size("struct pollfd", Posix.POLLFD_BYTES)
        .offset("struct pollfd", "events", 4)
        .size("struct epoll_event", Epoll.EVENT_BYTES)
        .offset("struct epoll_event", "data", Epoll.EVENT_DATA)
        .constant("EPOLLIN", EventLoop.READABLE)
        .constant("EPOLLOUT", EventLoop.WRITABLE)
        .constant("EPOLLERR", EventLoop.FAILED)
        .constant("EPOLLHUP", EventLoop.HUNG_UP)
        .constants(Posix.class, "POLLFD_BYTES")
        .constants(Epoll.class, "EVENT_BYTES", "EVENT_DATA")
        .functions(Posix.class)
        .functions(PageMemory.class)
        .functions(Epoll.class)
        .verify();
  }

  @Test
  void errorNumbersAreTheSystems() {
    HeaderCheck check = new HeaderCheck().include("errno.h");
    for (Errno errno : Errno.values()) {
      check.constant(errno.name(), errno.number());
    }
    check.verify();
  }

  @Test
  void netlinkIsAsTheKernelsHeadersHaveIt() {
    new HeaderCheck()
        .include("sys/socket.h")
        .include("linux/netlink.h")
        .include("linux/rtnetlink.h")
        .include("linux/netfilter/nfnetlink.h")
        .struct(nlmsghdr.LAYOUT)
        .struct(nlattr.LAYOUT)
        .struct(nfgenmsg.LAYOUT)
        .size("struct nlmsgerr", 20)
        .constants(Netlink.class)
        .verify();
  }

  @Test
  void queuesAreAsTheKernelsAndTheLibrariesHeadersHaveThem() {
    new HeaderCheck()
        .include("libmnl/libmnl.h")
        .include("libnetfilter_queue/libnetfilter_queue.h")
        .include("linux/netfilter/nfnetlink_queue.h")
        .struct(nfqnl_msg_packet_hdr.LAYOUT)
        .struct(nfqnl_msg_verdict_hdr.LAYOUT)
        .size("struct nfqnl_msg_packet_hdr", nfqnl_msg_packet_hdr.BYTES)
        .constants(nfq_h.class, "PARSED_ATTRIBUTES")
        .constant("NFQA_SECCTX", nfq_h.PARSED_ATTRIBUTES - 1)
        .functions(nfq_h.class)
        .functions(mnl_h.class)
        .verify();
  }
}
