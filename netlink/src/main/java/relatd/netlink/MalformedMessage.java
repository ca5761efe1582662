// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

/// Foreign bytes that are not what they claim to be.
///
/// Thrown on the hot path, so: no stack trace, one instance per [Cause]. It ends at the message's
/// border, where it is counted.
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What was wrong; also the name of the counter.
  public enum Cause {
    TRUNCATED("the message ends before its header or its stated length"),
    ATTRIBUTE_LENGTH("an attribute is shorter than its header or longer than what holds it"),
    VALUE_LENGTH("a value has another length than its type"),
    VALUE_RANGE("a value is outside its range"),
    FAMILY("addresses and family disagree"),
    MISSING("a mandatory attribute is missing"),
    UNTERMINATED("a string has no end");

    private final MalformedMessage instance;

    Cause(String text) {
      instance = new MalformedMessage(this, text);
    }

    /// The one exception of this cause, to be thrown.
    public MalformedMessage asException() {
      return instance;
    }
  }

  /// Not transient state: an enum constant, shared by design.
  private final Cause why;

  private MalformedMessage(Cause why, String text) {
    super(text, null, false, false);
    this.why = why;
  }

  public Cause why() {
    return why;
  }
}
