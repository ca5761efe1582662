// SPDX-License-Identifier: Apache-2.0
/// What a queued packet costs, in time and in memory.
///
/// `benchmarks/run jmh` starts [relatd.bench.Report], which has JMH run each benchmark in a virtual
/// machine of its own and prints one table. Nothing here is shipped. Connections and messages are
/// those of the allocation gate ([relatd.helper.engine.QueuedConversation]).
package relatd.bench;
