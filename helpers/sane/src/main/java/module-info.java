// SPDX-License-Identifier: Apache-2.0
/// The SANE helper: expects the data connection of a scan.
module relatd.helper.sane {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.sane.SaneHelper;
}
