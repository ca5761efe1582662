// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.Optional;

/// What a client may ask over the control socket: the integers of conntrackd 1.4.7; ours begin at
/// 1000.
public enum Request {
  CT_FLUSH_MASTER(0),
  CT_RESYNC_MASTER(1),
  CT_DUMP_INTERNAL(16),
  CT_DUMP_EXTERNAL(17),
  CT_COMMIT(18),
  CT_FLUSH_CACHE(19),
  KILL(20),
  STATS(21),
  SEND_BULK(22),
  REQUEST_DUMP(23),
  CT_DUMP_INTERNAL_XML(24),
  CT_DUMP_EXTERNAL_XML(25),
  RESET_TIMERS(26),
  DEBUG_INFO(27),
  STATS_NETWORK(28),
  STATS_CACHE(29),
  STATS_RUNTIME(30),
  STATS_LINK(31),
  STATS_RSQUEUE(32),
  CT_FLUSH_INTERNAL(33),
  CT_FLUSH_EXTERNAL(34),
  STATS_PROCESS(35),
  STATS_QUEUE(36),
  EXP_STATS(37),
  EXP_FLUSH_MASTER(38),
  EXP_RESYNC_MASTER(39),
  EXP_DUMP_INTERNAL(40),
  EXP_DUMP_EXTERNAL(41),
  EXP_COMMIT(42),
  ALL_FLUSH_MASTER(43),
  ALL_RESYNC_MASTER(44),
  ALL_FLUSH_CACHE(45),
  ALL_COMMIT(46),
  EXP_DUMP_INTERNAL_XML(47),
  EXP_DUMP_EXTERNAL_XML(48),
  /// Figures of the helper engine, one `name value` a line.
  HELPER_STATS(1000),
  /// The same in JSON lines: [#JSON] more than the original's number.
  CT_DUMP_INTERNAL_JSON(2016),
  CT_DUMP_EXTERNAL_JSON(2017),
  EXP_DUMP_INTERNAL_JSON(2040),
  EXP_DUMP_EXTERNAL_JSON(2041),
  STATS_JSON(2021),
  STATS_NETWORK_JSON(2028),
  STATS_CACHE_JSON(2029),
  STATS_RUNTIME_JSON(2030),
  STATS_LINK_JSON(2031),
  STATS_QUEUE_JSON(2036),
  EXP_STATS_JSON(2037),
  HELPER_STATS_JSON(3000);

  /// How much a number grows for an answer in JSON.
  private static final int JSON = 2000;

  private final int number;

  Request(int number) {
    this.number = number;
  }

  /// What goes over the socket, in the machine's byte order.
  public int number() {
    return number;
  }

  /// The request for the same in JSON, where there is one.
  Optional<Request> json() {
    return of(number + JSON);
  }

  static Optional<Request> of(int number) {
    for (Request request : values()) {
      if (request.number == number) {
        return Optional.of(request);
      }
    }
    return Optional.empty();
  }
}
