// SPDX-License-Identifier: Apache-2.0
/// What a helper (ALG) implements: pure functions from bytes and connection facts to decisions.
///
/// A helper never sees a clock, a socket, a thread, a sequence number or a port being tried; the
/// runtime owns those. A grammar is therefore tested with byte arrays, replayed over captures and
/// fuzzed by the same call that the kernel's packets take (`relatd.helper.dispatch.Dispatcher`).
/// Implementations are found with [java.util.ServiceLoader].
package relatd.helper;
