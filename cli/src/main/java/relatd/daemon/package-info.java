// SPDX-License-Identifier: Apache-2.0
/// conntrackd: the daemon and its client.
///
/// `Conntrackd` reads the command line; a client request goes through `ControlClient`, a daemon is
/// put together by `Daemon`: log, lock file, control socket, engines, one `EventLoop` on the main
/// thread. The client touches neither FFM nor any engine class.
package relatd.daemon;
