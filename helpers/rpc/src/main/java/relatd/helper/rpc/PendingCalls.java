// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

/// Calls that wait for their reply, by transaction id: at most 64, the oldest is forgotten first.
///
/// A call that was answered is remembered for a while, because over UDP the same answer may come
/// once more.
final class PendingCalls {
  /// What was asked for.
  enum Question {
    /// Version 2: one port.
    PORT,
    /// Version 3 and 4: one universal address.
    ADDRESS,
    /// Version 4: a list of them.
    ADDRESS_LIST
  }

  static final int NONE = -1;

  private static final int MOST = 64;
  private static final long WAITING_NANOS = 60_000_000_000L;
  private static final long ANSWERED_NANOS = 5_000_000_000L;

  private final int[] xid = new int[MOST];
  private final int[] program = new int[MOST];
  private final int[] protocol = new int[MOST];
  private final Question[] question = new Question[MOST];
  private final long[] since = new long[MOST];
  private final boolean[] answered = new boolean[MOST];
  private final int[] answer = new int[MOST];
  private int count;

  /// Remembers a call; one with the same transaction id is forgotten.
  ///
  /// @param wanted protocol number, 0 where the reply says it
  void add(int id, Question asked, int number, int wanted, long nanos) {
    remove(id);
    if (count == MOST) {
      removeAt(0);
    }
    xid[count] = id;
    question[count] = asked;
    program[count] = number;
    protocol[count] = wanted;
    since[count] = nanos;
    answered[count] = false;
    count++;
  }

  void remove(int id) {
    for (int i = 0; i < count; i++) {
      if (xid[i] == id) {
        removeAt(i);
        return;
      }
    }
  }

  /// Place of the call that a reply belongs to; [#NONE] where there is none.
  int find(int id, long nanos) {
    for (int i = 0; i < count; i++) {
      if (xid[i] == id) {
        return nanos - since[i] < (answered[i] ? ANSWERED_NANOS : WAITING_NANOS) ? i : NONE;
      }
    }
    return NONE;
  }

  /// Whether a reply may still be of interest.
  boolean isEmpty() {
    return count == 0;
  }

  Question question(int place) {
    return question[place];
  }

  int program(int place) {
    return program[place];
  }

  int protocol(int place) {
    return protocol[place];
  }

  /// A reply came; whether it is the first one, or says what the first one said.
  ///
  /// @param digest of what it names
  boolean answer(int place, int digest, long nanos) {
    if (answered[place]) {
      return answer[place] == digest;
    }
    answered[place] = true;
    answer[place] = digest;
    since[place] = nanos;
    return true;
  }

  private void removeAt(int place) {
    count--;
    for (int i = place; i < count; i++) {
      xid[i] = xid[i + 1];
      question[i] = question[i + 1];
      program[i] = program[i + 1];
      protocol[i] = protocol[i + 1];
      since[i] = since[i + 1];
      answered[i] = answered[i + 1];
      answer[i] = answer[i + 1];
    }
  }
}
