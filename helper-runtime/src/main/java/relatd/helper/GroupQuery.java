// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;

/// A connection whose initiator asks a group (multicast, broadcast) in single datagrams and is
/// answered by hosts that nobody knows before, each with a connection of its own.
///
/// Each question offers the same: answers to the asker. Asked again it lives on.
public final class GroupQuery implements Session {
  /// The grammar of one protocol: which datagrams are questions.
  @FunctionalInterface
  public interface Question {
    boolean isIn(Payload datagram);
  }

  private final Decision answers;
  private final Question question;

  /// @param answers what a question lets in
  public GroupQuery(Expectation answers, Question question) {
    this.answers = new Decision.Expect(List.of(answers), Optional.empty());
    this.question = question;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    boolean asked = payload.direction() == Direction.ORIGINAL;
    if (asked && question.isIn(payload)) {
      decisions.accept(answers);
    }
    return payload.length();
  }
}
