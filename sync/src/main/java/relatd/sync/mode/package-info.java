// SPDX-License-Identifier: Apache-2.0
/// The sync modes of conntrackd 1.4.7: which message is sent when, under which number, and what is
/// made of the peer's numbers.
///
/// ```
///  cache entry changed ──► SyncMode.conntrackChanged ──► waiting ──► transmit ──► ModeOutput.send
///                                                           ▲           │
///                                                  NACK     │           ▼
///  datagram ──► Reception ──► SyncMode.receive ─────────────┴──── sent, not acknowledged (FT-FW)
///                   │
///                   └──► MessageSink: tables, or the kernel
/// ```
///
/// The sync engine calls this, from its one thread. Modes are state machines: they know caches and
/// the wire, but no socket, kernel or clock. Times are nanoseconds of one monotonic clock, given
/// with each call. Per entry sent and per message received nothing is allocated, but for control
/// messages.
///
/// Sequence numbers are 32 bits and wrap: one is before another when the signed difference is
/// negative. There is one number space per node for messages of all types.
package relatd.sync.mode;
