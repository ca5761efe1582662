// SPDX-License-Identifier: Apache-2.0
/// Calls into C: one class that knows the linker, and how a C prototype becomes a call.
///
/// Used by [relatd.posix] and the bindings of the netfilter libraries alone; never exported. Every
/// other package works with their Java methods. Calls may come from any thread; the place where
/// `errno` is captured belongs to the calling thread.
package relatd.ffi;
