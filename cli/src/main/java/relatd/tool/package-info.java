// SPDX-License-Identifier: Apache-2.0
/// The program relatd: what the C tools have no command for. One class per subcommand.
///
/// `relatd.cli.Main` calls `Relatd`, that calls a `Command`, that calls the engines. Main thread
/// only; 0 is success, 1 bad input or a kernel that does not do, 2 a wrong call.
package relatd.tool;
