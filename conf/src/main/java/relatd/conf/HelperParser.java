// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;

/// Section Helper. QueueNum, QueueLen and Policy may stand outside a Type: the next Type that
/// closes takes them, after its own fashion (see [TypeParser]).
final class HelperParser {

  private final Reading reading;
  private final TypeParser types;
  private boolean setup;

  HelperParser(Reading reading, KnownHelpers known) {
    this.reading = reading;
    this.types = new TypeParser(reading, known);
  }

  void parse(Token section) {
    Block block = reading.block().on("Setup", _ -> setup = reading.cursor().bool());
    types.addTo(block, 0).braces();
  }

  /// Called once, after the last section.
  HelperSection section() {
    List<HelperType> list = new ArrayList<>();
    for (TypeParser.Placed placed : types.placed()) {
      if (list.stream().anyMatch(type -> type.title().equals(placed.type().title()))) {
        reading
            .problems()
            .ownWarning(
                placed.keyword(), placed.type().title() + " is given twice; the first counts");
      } else {
        warnOnSharedQueue(list, placed);
        list.add(placed.type());
      }
    }
    return new HelperSection(setup, list);
  }

  private void warnOnSharedQueue(List<HelperType> before, TypeParser.Placed placed) {
    int queueNum = placed.type().queueNum();
    for (HelperType type : before) {
      if (type.queueNum() == queueNum) {
        reading
            .problems()
            .ownWarning(
                placed.keyword(),
                "%s shares QueueNum %d with %s; give each Type a queue of its own"
                    .formatted(placed.type().title(), queueNum, type.title()));
        return;
      }
    }
  }
}
