// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import relatd.conf.Token.Kind;

/// The clauses of General that are about the event socket.
final class NetlinkBufferParser {

  private final Cursor cursor;
  private final ProblemLog problems;
  private int size;
  private int maxGrowth;
  private int overrunResync = NetlinkBuffer.DEFAULT_OVERRUN_RESYNC;
  private boolean reliable;
  private int eventsPerTurn;
  private Token sizeGiven;

  NetlinkBufferParser(Reading reading) {
    this.cursor = reading.cursor();
    this.problems = reading.problems();
  }

  void addTo(Block block) {
    block
        .on("NetlinkBufferSize", this::size)
        .on("SocketBufferSize", this::size)
        .on("NetlinkBufferSizeMaxGrowth", this::maxGrowth)
        .on("SocketBufferSizeMaxGrowth", this::maxGrowth)
        .on("SocketBufferSizeMaxGrown", this::maxGrowth)
        .on("NetlinkOverrunResync", this::overrunResync)
        .on("NetlinkEventsReliable", _ -> reliable = cursor.bool())
        .on("EventIterationLimit", _ -> eventsPerTurn = cursor.number());
  }

  NetlinkBuffer buffer() {
    if (sizeGiven != null && size > maxGrowth) {
      problems.advice(
          sizeGiven,
          "%s %d has no effect: NetlinkBufferSizeMaxGrowth is %s"
              .formatted(sizeGiven.text(), size, maxGrowth == 0 ? "not set" : maxGrowth));
    }
    int events = eventsPerTurn == 0 ? NetlinkBuffer.DEFAULT_EVENTS_PER_TURN : eventsPerTurn;
    return new NetlinkBuffer(size, maxGrowth, overrunResync, reliable, events);
  }

  private void size(Token keyword) {
    size = cursor.number();
    sizeGiven = keyword;
  }

  private void maxGrowth(Token keyword) {
    maxGrowth = cursor.number();
  }

  private void overrunResync(Token keyword) {
    if (cursor.nextIs(Kind.NUMBER)) {
      int seconds = cursor.number();
      overrunResync = seconds == 0 ? NetlinkBuffer.DEFAULT_OVERRUN_RESYNC : seconds;
    } else if (cursor.nextIs(Kind.TRUE) || cursor.nextIs(Kind.FALSE)) {
      overrunResync = cursor.bool() ? NetlinkBuffer.DEFAULT_OVERRUN_RESYNC : 0;
    } else {
      throw cursor.fail("on, off or a number of seconds");
    }
  }
}
