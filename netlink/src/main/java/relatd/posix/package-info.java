// SPDX-License-Identifier: Apache-2.0
/// System calls through the foreign function interface, and what a daemon builds on them:
/// descriptors, batches of datagrams, one event loop.
///
/// Called by the netlink packages and the engines; calls [relatd.ffi] alone. Raw calls
/// ([relatd.posix.Posix], [relatd.posix.Sockets]) answer the C result or the negative errno and
/// never throw, so that hot loops decide by comparison; everything above them throws
/// [relatd.posix.SystemException].
///
/// Raw calls may come from any thread. Memory handed to them must be native and stay alive during
/// the call, which the caller's reference guarantees. [relatd.posix.EventLoop] belongs to the
/// thread that runs it, but for the two methods that say otherwise; other objects have one owner.
package relatd.posix;
