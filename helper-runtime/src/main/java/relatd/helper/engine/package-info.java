// SPDX-License-Identifier: Apache-2.0
/// The dispatcher on a real kernel: queues, connections, expectations, and the threads that carry
/// them.
///
/// [relatd.helper.engine.HelperEngine] registers helpers and runs one
/// [relatd.helper.engine.QueueWorker] thread per queue; each worker owns its sockets, flows and
/// dispatcher, so nothing is shared but counters and the log. The packet's way is `QueueWorker` ->
/// `PacketWalk` -> `PacketView` -> `ConnectionResolver` -> `Dispatcher` -> `VerdictBatch`.
package relatd.helper.engine;
