// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.IOException;

/// A file that is no capture, or a damaged one; the message says which, where and why.
public final class CaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  public CaptureException(String message) {
    super(message);
  }
}
