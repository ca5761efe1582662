// SPDX-License-Identifier: Apache-2.0
/// The program relatd: what the C tools have no command for. One class per subcommand.
package relatd.tool;
