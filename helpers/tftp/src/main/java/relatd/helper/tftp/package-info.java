// SPDX-License-Identifier: Apache-2.0
/// TFTP: one request, after which both sides leave the well-known port.
///
/// The smallest helper, and the one to copy for another protocol: `TftpHelper` states the facts,
/// `TftpSession` decides, `TransferRequest` reads. Called by the runtime, on one thread per
/// connection; a payload is valid during the call only.
package relatd.helper.tftp;
