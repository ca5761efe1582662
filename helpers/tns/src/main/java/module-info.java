// SPDX-License-Identifier: Apache-2.0
/// The helper for Oracle Net's listener: expects the connection that a redirect announces.
module relatd.helper.tns {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.tns.TnsHelper;
}
