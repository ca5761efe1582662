// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.posix.Errno;

/// What 1.4.7 says of the kernel's refusals, behind `Operation failed: `.
final class Refusals {
  private static final int ENOTSUPP = 524; // the kernel's own, in no header

  private Refusals() {}

  static String text(Command command, Table table, int errno) {
    boolean expect = table == Table.EXPECT;
    if (errno == Errno.EPERM.number()) {
      return "sorry, you must be root or get CAP_NET_ADMIN capability to do this";
    }
    if (errno == Errno.EINVAL.number() && command != Command.ADD) {
      return "invalid parameters";
    }
    if (errno == Errno.ENOMEM.number()) {
      return "not enough memory";
    }
    if (errno == Errno.ENOENT.number()) {
      return missing(command, expect);
    }
    if (errno == Errno.EEXIST.number() && command == Command.CREATE) {
      return "Such conntrack exists, try -U to update";
    }
    if (errno == Errno.EAFNOSUPPORT.number() && command == Command.GET) {
      return "protocol not supported";
    }
    if (errno == Errno.ETIME.number() && creates(command)) {
      return "conntrack has expired";
    }
    if (errno == ENOTSUPP && command == Command.LIST) {
      return "function not implemented";
    }
    return Errno.text(errno);
  }

  private static boolean creates(Command command) {
    return command == Command.CREATE || command == Command.ADD;
  }

  private static String missing(Command command, boolean expect) {
    if (expect) {
      return command == Command.CREATE ? "master conntrack not found" : Errno.ENOENT.text();
    }
    boolean one = creates(command) || command == Command.GET || command == Command.DELETE;
    return one ? "such conntrack doesn't exist" : Errno.ENOENT.text();
  }
}
