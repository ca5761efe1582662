// SPDX-License-Identifier: Apache-2.0
/// The conntrackd.conf language as a lexer, a recursive-descent parser and the records they fill.
package relatd.conf;
