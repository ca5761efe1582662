// SPDX-License-Identifier: Apache-2.0
/// Four faces over the rest: conntrackd, conntrack, nfct and relatd.
module relatd.cli {
  requires relatd.netlink;
  requires relatd.conf;
  requires relatd.helper;
  requires relatd.sync;

  uses relatd.helper.Helper;
}
