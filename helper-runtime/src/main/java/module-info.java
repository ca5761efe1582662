// SPDX-License-Identifier: Apache-2.0
/// Runs helpers: the interface they implement, and what brings packets to them, from a queue or
/// from a capture.
///
/// `relatd.helper` is all that a grammar sees. The rest is for the programs.
module relatd.helper {
  requires transitive relatd.netlink;
  requires relatd.conf;

  exports relatd.helper;
  exports relatd.helper.packet to
      relatd.cli;
  exports relatd.helper.dispatch to
      relatd.cli;
  exports relatd.helper.engine to
      relatd.cli;
  exports relatd.helper.replay to
      relatd.cli;

  uses relatd.helper.Helper;
}
