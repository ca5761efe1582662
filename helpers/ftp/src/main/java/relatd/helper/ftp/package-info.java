// SPDX-License-Identifier: Apache-2.0
/// FTP: a line grammar over both directions of a control connection.
///
/// `FtpSession` cuts lines and matches replies with commands; the endpoint grammars read and write
/// what PORT, EPRT, LPRT and the replies 227, 228, 229 name. All are pure and belong to one
/// connection.
package relatd.helper.ftp;
