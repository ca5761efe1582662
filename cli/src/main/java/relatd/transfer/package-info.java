// SPDX-License-Identifier: Apache-2.0
/// Entries of the tables on their way from one machine to another: JSON lines in, addresses and
/// zones rewritten, into the kernel by batches.
///
/// `relatd.tool` calls it; it calls `relatd.text` to read and `relatd.sync.kernel` to commit. Main
/// thread only.
package relatd.transfer;
