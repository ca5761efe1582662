// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import java.util.HashMap;
import java.util.Map;
import relatd.posix.Errno;

/// What a request is for, in people's words, and what each of its errors means to them. A constant
/// beside the request it describes; texts are put together only when something fails.
///
/// @param does as in "cannot ...": "register helper ftp"
/// @param cures by errno: cause and remedy, one line
public record Operation(String does, Map<Errno, String> cures) {
  private static final Map<Errno, String> GENERAL =
      Map.of(
          Errno.EPERM,
          "this needs CAP_NET_ADMIN: run it as root, or grant the capability",
          Errno.EAGAIN,
          "the kernel gave no answer",
          Errno.ENOBUFS,
          "the receive buffer overflowed: enlarge it",
          Errno.EPROTONOSUPPORT,
          "the kernel lacks nfnetlink: load module nfnetlink",
          Errno.ENOMEM,
          "the kernel has no memory for it, or its table is full");

  public Operation {
    cures = Map.copyOf(cures);
  }

  public static Operation of(String does) {
    return new Operation(does, Map.of());
  }

  /// The same with one more explanation, which wins over the general one of that error.
  public Operation cure(Errno errno, String cure) {
    Map<Errno, String> more = new HashMap<>(cures);
    more.put(errno, cure);
    return new Operation(does, more);
  }

  /// Empty when there is nothing to say beyond the errno.
  String cureOf(int errno) {
    return Errno.of(errno)
        .map(known -> cures.getOrDefault(known, GENERAL.getOrDefault(known, "")))
        .orElse("");
  }
}
