// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

/// Takes the messages that answer a request. The view is valid during the call.
@FunctionalInterface
public interface AnswerHandler {
  /// For requests whose acknowledgement is all that matters.
  AnswerHandler NONE = message -> {};

  void answer(MessageWalker message);
}
