// SPDX-License-Identifier: Apache-2.0
/// ONC RPC's port mapper: versions 2, 3 and 4, over UDP and TCP.
///
/// `RpcSession` cuts streams into records (`RecordStream`) and hands messages (`RpcMessage`, read
/// with `XdrReader`) to `PortMapperDialogue`, which matches replies with `PendingCalls` and
/// decides. `PortResults` reads what a reply names, `ResultAnnouncement` writes it anew under NAT.
/// All belong to one connection and one thread; messages are views, valid during one call.
package relatd.helper.rpc;
