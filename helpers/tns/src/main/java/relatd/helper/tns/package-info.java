// SPDX-License-Identifier: Apache-2.0
/// Oracle Net (TNS): the listener's answer to a login, if it is a redirect.
///
/// `TnsSession` cuts both directions into packets and waits for the answer; `Redirect` finds the
/// text that one packet or several carry, `AddressText` reads it, `RedirectTargets` says what it
/// means here and `RedirectAnnouncement` writes it anew under NAT. All belong to one connection and
/// one thread.
///
/// There is no public standard. The layout is the one that open clients and dissectors agree upon.
package relatd.helper.tns;
