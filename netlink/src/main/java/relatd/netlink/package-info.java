// SPDX-License-Identifier: Apache-2.0
/// Netlink itself: walking datagrams and attributes, building messages, sending requests and
/// reading their answers.
///
/// The subsystems' packages and the engines call it; it calls [relatd.posix]. Refusals are
/// [relatd.netlink.NetlinkException], damaged messages [relatd.netlink.MalformedMessage].
///
/// Views ([relatd.netlink.MessageWalker], [relatd.netlink.Attributes]) are re-wrapped, never
/// created per message, and valid as long as the bytes below them. Nothing here is thread-safe: one
/// owner per object.
package relatd.netlink;
