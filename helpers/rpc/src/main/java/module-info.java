// SPDX-License-Identifier: Apache-2.0
/// The helper for ONC RPC's port mapper (RFC 1833): expects connections to the programs whose ports
/// it tells.
module relatd.helper.rpc {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.rpc.RpcHelper;
}
