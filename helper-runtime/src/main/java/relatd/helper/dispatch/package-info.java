// SPDX-License-Identifier: Apache-2.0
/// The way of a packet from its connection to the verdict: sessions, streams, decisions, rewriting.
/// No kernel, no clock of its own.
///
/// [relatd.helper.dispatch.Dispatcher] is the one entry; the queue engine, replay, the contract
/// tests and the fuzzers make the same call. One dispatcher belongs to one thread; helpers are
/// shared.
package relatd.helper.dispatch;
