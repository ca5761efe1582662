// SPDX-License-Identifier: Apache-2.0
/// ctnetlink, the kernel's interface to conntracks and expectations: its messages as views, and the
/// requests about them as writers.
///
/// Views ([relatd.ctnetlink.ConntrackMessage], [relatd.ctnetlink.ExpectMessage]) are re-wrapped for
/// each message and valid as long as the bytes below; the records they make own what they hold.
/// Writers append to a [relatd.netlink.MessageBuilder] that their owner sends. There is no socket
/// in here, and nothing is thread-safe: one owner per object.
package relatd.ctnetlink;
