// SPDX-License-Identifier: Apache-2.0
/// What a daemon asks of the operating system a few times in its life, through jnr-ffi: priorities,
/// scheduling, limits, identity, the system log.
///
/// Loading jnr-ffi takes 0.3 seconds and 15 MB, so the daemon loads it beside its start-up work and
/// command-line tools never do; what has to come before the first socket (file mode mask, lock
/// file) is in [relatd.posix.Posix]. Nothing here belongs on a path that runs per packet or per
/// event. Where the bundled native library must not be unpacked to a temporary folder, start Java
/// with `-Djffi.boot.library.path`.
///
/// Priorities and scheduling are properties of a *thread* on Linux, whatever the names of the calls
/// say: pass the thread's number ([relatd.posix.Posix#gettid]); threads made later inherit from
/// their maker.
package relatd.posix.cold;
