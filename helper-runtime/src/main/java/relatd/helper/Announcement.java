// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.nio.charset.StandardCharsets;
import relatd.conntrack.Endpoint;

/// Writes the endpoint that the kernel granted where the payload named the wished one.
@FunctionalInterface
public interface Announcement {

  /// Writes the endpoint, with as few and as equally long replacements as the grammar allows.
  ///
  /// Under NAT this is asked first with every port that comes into question; it must depend on
  /// nothing but its arguments.
  ///
  /// @param granted what the other side shall read: the sender's public address, and the port of
  ///   the group's first expectation
  /// @param edits takes the replacements
  /// @return whether it could be written; false refuses this port
  boolean rewrite(Endpoint granted, Edits edits);

  /// Replacements in the payload that the helper was shown, in any order. Offsets count from its
  /// first byte; replacements must not overlap.
  interface Edits {

    /// Whether a replacement may be shorter or longer than what it replaces. Where it may not, one
    /// that is makes the offer impossible.
    boolean lengthMayChange();

    void replace(int offset, int length, byte[] bytes);

    default void replace(int offset, int length, String text) {
      replace(offset, length, text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
