// SPDX-License-Identifier: Apache-2.0
/// SIP: messages over UDP and TCP, the session descriptions in them, calls and registrations.
///
/// `SipSession` cuts messages and hands them to `Calls` and `Registrations`, which decide by what
/// `SipMessage`, `NameAddress` and `SessionDescription` read. All of it belongs to one connection;
/// the readers are flyweights that are re-used for each message, valid while it is inspected.
package relatd.helper.sip;
