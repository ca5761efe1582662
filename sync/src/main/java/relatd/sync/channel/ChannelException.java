// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

/// A dedicated link cannot be opened: which, why, and what to do about it.
public final class ChannelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChannelException(String message) {
    super(message);
  }

  ChannelException(String message, RuntimeException cause) {
    super(message, cause);
  }
}
