// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

/// What happens when a descriptor has something to say.
@FunctionalInterface
public interface EventHandler {
  /// @param events the `EventLoop.READABLE`, `WRITABLE`, `FAILED`, `HUNG_UP` that hold now
  void ready(int events);
}
