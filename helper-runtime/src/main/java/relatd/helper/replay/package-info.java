// SPDX-License-Identifier: Apache-2.0
/// Captures through the helpers: the dispatcher that serves the kernel's queues, with files and an
/// in-memory connection table around it.
///
/// `Replay` is the entry; `relatd replay`, the golden tests and the embedded demo use it.
/// Single-threaded.
package relatd.helper.replay;
