// SPDX-License-Identifier: Apache-2.0
/// The table of entries: one generic cache for four instances (conntracks and expectations,
/// internal and external), whose records hold the entry's wire image outside of the Java heap.
///
/// ```
///  Cache ──── RecordIndex ──── segments of 1024 places: a tag and a reference each
///    │             │
///    │             ▼
///    ├──── Records: one record = fixed fields + wire image   ──── Slabs: memory by size class
///    │
///    ├──── EntryQueue: transmit and resend queues, linked through the records
///    └──── CacheCursor: a walk in steps that survives inserts, deletes and moves
/// ```
///
/// The tables of the sync engine and its modes call this; it calls [relatd.posix.PageMemory] and
/// knows no message, socket or sequence rule: what an entry is, an [relatd.sync.cache.EntryType], a
/// [relatd.sync.cache.KeyReader] and an [relatd.sync.cache.ImageSource] tell it.
///
/// An entry is named by an `int` reference, which holds until the entry is updated (it may move) or
/// removed; the block and offset behind a reference likewise. Finding, adding, updating and
/// removing allocate nothing on the Java heap, but for what the table itself needs to grow. All
/// objects of a cache belong to one thread.
package relatd.sync.cache;
