// SPDX-License-Identifier: Apache-2.0
/// Userspace helpers as the kernel knows them (`nfnetlink_cthelper`): which flows may be helped, by
/// which queue, under which policies.
///
/// The helper engine and nfct register, read and remove them through
/// [relatd.cthelper.CtHelperTable], on a netlink socket of its own. Values are owned records. The
/// objects are global to the machine: every network namespace sees them, while the queue they name
/// is the packet's namespace's.
package relatd.cthelper;
