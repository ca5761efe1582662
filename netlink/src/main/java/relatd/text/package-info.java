// SPDX-License-Identifier: Apache-2.0
/// The lines and the XML that conntrack(8) and conntrackd(8) print of conntracks and expectations,
/// byte for byte, because scripts read them.
///
/// The command lines and the daemon's control socket call it with records of [relatd.conntrack]. A
/// [relatd.text.Printer] has an [relatd.text.OutputStyle] and no other state: it may be shared
/// between threads. Where the C tools print something wrong, the right thing is printed, and the
/// class says so.
package relatd.text;
