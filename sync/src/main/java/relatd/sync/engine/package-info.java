// SPDX-License-Identifier: Apache-2.0
/// The sync daemon's engine: kernel events into the internal caches and to the peer, the peer's
/// messages into the external caches or the kernel, and what an administrator asks for.
///
/// ```
///  EventReader ─► KernelIntake ─► internal Cache ─► SyncMode ─► MultiChannel ~~~► peer
///                 DirectIntake ────────────────────┘ (DisableInternalCache)
///  peer ~~~► MultiChannel ─► Reception ─► ExternalTables ─► external Cache ─► Commit ─► kernel
///                                     └─► Injector (DisableExternalCache) ───────────► kernel
/// ```
///
/// `cli` opens a [relatd.sync.engine.SyncEngine] and asks it; the packages beside this one do the
/// work and do not know each other. One thread, the loop's, owns everything. Whatever walks over a
/// table goes in steps at the end of a turn.
package relatd.sync.engine;
