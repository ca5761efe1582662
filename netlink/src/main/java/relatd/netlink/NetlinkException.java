// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import java.util.Optional;
import relatd.posix.Errno;
import relatd.posix.SystemException;

/// The kernel refused a netlink request. The message says what was asked for, the reason, the
/// kernel's own words where it has some, and the remedy where there is one.
public final class NetlinkException extends SystemException {
  private static final long serialVersionUID = 1L;

  private final String kernelText;

  /// @param errno positive, as in `errno.h`
  /// @param kernelText from the extended acknowledgement; empty for none
  public NetlinkException(Operation operation, int errno, String kernelText) {
    super(operation.does(), errno, message(operation, errno, kernelText));
    this.kernelText = kernelText;
  }

  /// The kernel's own words (`NLMSGERR_ATTR_MSG`).
  public Optional<String> kernelText() {
    return kernelText.isEmpty() ? Optional.empty() : Optional.of(kernelText);
  }

  private static String message(Operation operation, int errno, String kernelText) {
    StringBuilder message =
        new StringBuilder("cannot ")
            .append(operation.does())
            .append(": ")
            .append(Errno.describe(errno));
    if (!kernelText.isEmpty()) {
      message.append(", kernel says \"").append(kernelText).append('"');
    }
    String cure = operation.cureOf(errno);
    if (!cure.isEmpty()) {
      message.append("; ").append(cure);
    }
    return message.toString();
  }
}
