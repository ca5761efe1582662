// SPDX-License-Identifier: Apache-2.0
/// conntrackd: the daemon and its client.
///
/// `relatd.cli.Main` calls `Conntrackd`, which reads the command line; a client's request goes
/// through `ControlClient`, a daemon is put together by `Daemon`: log, lock file, control socket,
/// engines, one `EventLoop` on the main thread. Other threads are the queues' (they log through
/// `DaemonLog`), `ColdServices` and the shutdown hook, which only stops the loop and waits.
///
/// The client touches neither native calls nor any engine class.
package relatd.daemon;
