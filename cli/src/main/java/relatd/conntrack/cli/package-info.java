// SPDX-License-Identifier: Apache-2.0
/// The program conntrack: entries of the kernel's two tables, in the words, lines and exit statuses
/// of conntrack 1.4.7.
///
/// `relatd.cli.Main` calls [relatd.conntrack.cli.ConntrackTool]. [relatd.conntrack.cli.Option],
/// [relatd.conntrack.cli.ProtocolOption] and [relatd.conntrack.cli.Legality] are the option tables;
/// scanner, checks and usage read them. A command line is whole and checked before a socket is
/// opened. Entries are selected as views and become records only when they are shown. Main thread
/// only.
package relatd.conntrack.cli;
