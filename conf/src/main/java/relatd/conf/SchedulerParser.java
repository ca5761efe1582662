// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conf.Scheduler.Type;

/// `Scheduler { Type ... Priority ... }`. A Type without Priority means priority 0, which the
/// kernel refuses; a Priority without Type means nothing.
final class SchedulerParser {

  private static final int HIGHEST = 99;

  private final Reading reading;
  private final Cursor cursor;
  private final ProblemLog problems;
  private Optional<Type> type = Optional.empty();
  private OptionalInt priority = OptionalInt.empty();
  private Token keyword;

  SchedulerParser(Reading reading) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.problems = reading.problems();
  }

  void parse(Token keyword) {
    this.keyword = keyword;
    reading.block().on("Type", this::type).on("Priority", this::priority).braces();
  }

  Scheduler scheduler() {
    if (type.isEmpty()) {
      if (priority.isPresent()) {
        problems.advice(keyword, "Priority has no effect without Type");
      }
      return Scheduler.DEFAULT;
    }
    if (priority.orElse(0) == 0) {
      problems.advice(
          keyword,
          "Priority is missing: the kernel will refuse priority 0 and scheduling stays normal");
    }
    return new Scheduler(type.get(), priority.orElse(0));
  }

  private void type(Token keyword) {
    Token word = cursor.name("RR or FIFO");
    if (word.text().equalsIgnoreCase("rr")) {
      type = Optional.of(Type.RR);
    } else if (word.text().equalsIgnoreCase("fifo")) {
      type = Optional.of(Type.FIFO);
    } else {
      String quoted = ProblemLog.quote(word.text());
      problems.error(
          word,
          "'%s' is no scheduler; RR and FIFO are".formatted(quoted),
          "unknown scheduler `%s'".formatted(quoted));
    }
  }

  private void priority(Token keyword) {
    Token token = cursor.numberToken();
    int value = token.atoi();
    if (value < 0 || value > HIGHEST) {
      problems.error(token, "Priority must be 1 to 99", "`Priority' must be [0, 99]\n");
    }
    priority = OptionalInt.of(Math.clamp(value, 0, HIGHEST));
  }
}
