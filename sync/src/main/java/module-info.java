// SPDX-License-Identifier: Apache-2.0
/// Keeps the connection tracking tables of two firewalls in step: what conntrackd's sync mode does.
///
/// Never sees the helpers: the kernel's table is the meeting point with them.
module relatd.sync {
  requires transitive relatd.netlink;
  requires transitive relatd.conf;

  exports relatd.sync.cache to
      relatd.cli;
  exports relatd.sync.channel to
      relatd.cli;
  exports relatd.sync.dump to
      relatd.cli;
  exports relatd.sync.engine to
      relatd.cli;
  exports relatd.sync.kernel to
      relatd.cli;
  exports relatd.sync.mode to
      relatd.cli;
  exports relatd.sync.stats to
      relatd.cli;
  exports relatd.sync.wire to
      relatd.cli;
}
