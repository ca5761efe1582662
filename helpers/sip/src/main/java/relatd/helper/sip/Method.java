// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import relatd.helper.Payload;

/// The methods that agree on something. Names are case-sensitive (RFC 3261, section 7.1).
enum Method {
  REGISTER,
  INVITE,
  UPDATE,
  PRACK,
  ACK,
  BYE,
  CANCEL,
  OTHER;

  private static final Method[] ALL = values();

  static Method of(Payload text, int from, int to) {
    for (Method method : ALL) {
      if (method != OTHER && Chars.equal(text, from, to, method.name())) {
        return method;
      }
    }
    return OTHER;
  }
}
