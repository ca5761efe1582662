// SPDX-License-Identifier: Apache-2.0
/// The TFTP helper (RFC 1350): expects the server's answers, which come from a port of its own.
module relatd.helper.tftp {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.tftp.TftpHelper;
}
