// SPDX-License-Identifier: Apache-2.0
/// The Amanda helper: expects the connections that a backup client's answer names.
module relatd.helper.amanda {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.amanda.AmandaHelper;
}
