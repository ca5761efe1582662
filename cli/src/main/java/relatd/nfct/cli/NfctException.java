// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

/// What ends an nfct command: the message goes behind `nfct v1.4.7: `.
final class NfctException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NfctException(String message) {
    super(message, null, false, false);
  }
}
