// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;
import relatd.conf.Token.Kind;

/// Section Sync.
final class SyncParser {

  private final Reading reading;
  private final Cursor cursor;
  private final ModeParser mode;
  private final LinkParser links;
  private final List<String> expectationHelpers = new ArrayList<>();
  private boolean expectations;
  private boolean tcpWindowTracking;
  private Token section;

  SyncParser(Reading reading) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.mode = new ModeParser(reading);
    this.links = new LinkParser(reading);
  }

  void parse(Token section) {
    this.section = section;
    mode.legacyClauses(reading.block().on("Mode", mode::parse))
        .on("Multicast", links::multicast)
        .on("UDP", links::udp)
        .on("TCP", links::tcp)
        .on("Options", this::options)
        .braces();
  }

  /// Called once, after the last section.
  Sync sync() {
    Sync sync =
        new Sync(
            mode.mode(),
            mode.isGiven(),
            mode.commitTimeout(),
            mode.purgeTimeout(),
            links.links(),
            tcpWindowTracking,
            expectations());
    if (!mode.isGiven()) {
      reading.problems().advice(section, "no Mode is given, FTFW is taken");
    }
    if (sync.links().isEmpty()) {
      reading.problems().ownWarning(section, "there is no dedicated link: UDP, Multicast or TCP");
    }
    links.advise();
    return sync;
  }

  private ExpectationSync expectations() {
    if (!expectations) {
      return new ExpectationSync.Off();
    }
    return expectationHelpers.isEmpty()
        ? new ExpectationSync.All()
        : new ExpectationSync.Only(expectationHelpers);
  }

  private void options(Token keyword) {
    reading
        .block()
        .on("TCPWindowTracking", _ -> tcpWindowTracking = cursor.bool())
        .on("ExpectationSync", this::expectationSync)
        .braces();
  }

  private void expectationSync(Token keyword) {
    if (cursor.nextIs(Kind.OPEN)) {
      expectations = true;
      reading.block().onName("the name of a helper", this::expectationHelper).braces();
    } else if (cursor.nextIs(Kind.TRUE) || cursor.nextIs(Kind.FALSE)) {
      expectations = cursor.bool();
    } else {
      throw cursor.fail("on, off or { names of helpers }");
    }
  }

  private void expectationHelper(Token name) {
    if (!expectationHelpers.contains(name.text())) {
      expectationHelpers.add(name.text());
    }
  }
}
