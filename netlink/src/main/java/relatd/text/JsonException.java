// SPDX-License-Identifier: Apache-2.0
package relatd.text;

/// Text that is no JSON, or JSON that does not say what it should; the message says what and where.
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message, null, false, false);
  }
}
