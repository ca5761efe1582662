// SPDX-License-Identifier: Apache-2.0
package relatd.helper.amanda;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Replies that a backup client would not send, to be replayed beside the recorded one.
final class AmandaRecipes {
  private static final String HANDLE = "HANDLE 000-00000001 SEQ 1195225000\n";

  private AmandaRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(streams(), again(), malformed(), services(), notReplies(), inet6());
  }

  private static CaptureBuilder asked(String name) {
    return CaptureBuilder.datagrams("crafted-" + name)
        .datagram("10.77.1.2", 850, "10.77.2.2", 10_080, "Amanda 2.6 REQ " + HANDLE);
  }

  private static CaptureBuilder answer(CaptureBuilder b, String lines) {
    return b.datagram("10.77.2.2", 10_080, "10.77.1.2", 850, "Amanda 2.6 REP " + HANDLE + lines);
  }

  /// Without state; without an index; low ports; lines before; no line end.
  private static CaptureBuilder streams() {
    CaptureBuilder b = asked("streams");
    answer(b, "CONNECT DATA 50001 MESG 50002 INDEX 50003\n");
    answer(b, "CONNECT DATA 50004 MESG 50005 INDEX 0\nOPTIONS x\n");
    answer(b, "OPTIONS features=ff;\nCONNECT DATA 801 MESG 802 STATE 803");
    return answer(b, "CONNECT DATA 50010\nCONNECT DATA 50011\n");
  }

  /// A repeated reply.
  private static CaptureBuilder again() {
    CaptureBuilder b = asked("again");
    answer(b, "CONNECT DATA 50001 MESG 50002\n");
    return answer(b, "CONNECT DATA 50001 MESG 50002\n");
  }

  private static CaptureBuilder malformed() {
    CaptureBuilder b = asked("malformed");
    answer(b, "CONNECT DATA 65536\n");
    answer(b, "CONNECT DATA 500001\n");
    answer(b, "CONNECT DATA -1 MESG 50020\n");
    answer(b, "CONNECT DATA 50021 XXXX 50022\n");
    answer(b, "CONNECT DATA  50023\n");
    answer(b, "CONNECT DATA\n");
    return answer(b, "CONNECT DATA 50024 DATA 50025\n");
  }

  private static CaptureBuilder services() {
    CaptureBuilder b = asked("services");
    answer(b, "CONNECT DATA 22 MESG 25 INDEX 111 STATE 445\n");
    return answer(b, "CONNECT DATA 512 MESG 513 INDEX 514 STATE 23\n");
  }

  /// From the wrong side, of another kind, not at a line's beginning, another protocol.
  private static CaptureBuilder notReplies() {
    CaptureBuilder b = asked("not-replies");
    String connect = "CONNECT DATA 50030\n";
    b.datagram("10.77.1.2", 850, "10.77.2.2", 10_080, "Amanda 2.6 REP " + HANDLE + connect);
    for (String kind : List.of("ACK ", "NAK ", "REPLY ", "REP\n", "")) {
      b.datagram("10.77.2.2", 10_080, "10.77.1.2", 850, "Amanda 2.6 " + kind + HANDLE + connect);
    }
    b.datagram("10.77.2.2", 10_080, "10.77.1.2", 850, "amanda 2.6 REP " + HANDLE + connect);
    answer(b, " " + connect);
    return answer(b, "ERROR " + connect);
  }

  private static CaptureBuilder inet6() {
    return CaptureBuilder.datagrams("crafted-inet6")
        .datagram("fd77:1::2", 850, "fd77:2::2", 10_080, "Amanda 3.3 REQ " + HANDLE)
        .datagram(
            "fd77:2::2",
            10_080,
            "fd77:1::2",
            850,
            "Amanda 3.3 REP " + HANDLE + "CONNECT DATA 50040 MESG 50041\n");
  }
}
