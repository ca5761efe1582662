// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

/// Takes the errors of a batch of requests; those that it is not told of were executed.
@FunctionalInterface
public interface FailureHandler {
  /// @param sequence of the refused message
  /// @param errno positive, as in `errno.h`
  void refused(int sequence, int errno);
}
