// SPDX-License-Identifier: Apache-2.0
/// Timeout policies as the kernel knows them (`nfnetlink_cttimeout`): how long connections live in
/// each state, for those that a `CT --timeout` rule names and, as the defaults of a network
/// namespace, for all others.
///
/// nfct makes, reads and removes them through [relatd.cttimeout.CtTimeoutTable], on a netlink
/// socket of its own. Values are owned records. Policies belong to one network namespace.
package relatd.cttimeout;
