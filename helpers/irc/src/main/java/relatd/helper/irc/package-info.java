// SPDX-License-Identifier: Apache-2.0
/// The IRC helper: reads what a client says to its server for offers of direct connections.
///
/// `IrcSession` cuts lines and judges the first one, `IrcLine` finds command and parameters,
/// `DccOffer` reads and writes the endpoint that an offer names. All are pure; one session per
/// connection.
package relatd.helper.irc;
