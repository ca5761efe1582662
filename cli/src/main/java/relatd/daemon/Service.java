// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// The part of a daemon that follows the kernel's connections: section Sync or Stats.
interface Service extends AutoCloseable {
  /// The daemon has said that it starts: peers may hear of it, practice may begin.
  void announce(Practice practice);

  Answer answer(Request request);

  /// Of `-s runtime`.
  NetlinkStats netlink();

  @Override
  void close();
}
