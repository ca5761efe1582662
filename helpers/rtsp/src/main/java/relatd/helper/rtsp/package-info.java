// SPDX-License-Identifier: Apache-2.0
/// The RTSP helper: matches requests to set media up with their answers.
///
/// `RtspSession` reads both directions, `PendingSetups` remembers what was asked, `TransportSpec`
/// reads a transport, `MediaPath` makes the expectations of one. All are pure; one session per
/// connection.
package relatd.helper.rtsp;
