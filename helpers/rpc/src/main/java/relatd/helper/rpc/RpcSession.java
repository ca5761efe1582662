// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Protocol;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

/// One client's conversation with a port mapper: datagrams as they are, a stream cut into records.
///
/// The first record of either direction must look like RPC, or the connection is not read. Replies
/// that nobody waits for are passed over as they come, without being kept.
final class RpcSession implements Session {
  /// The beginning of a message that tells what it is: transaction id, kind, RPC version.
  private static final int TELLING = 12;

  /// The shortest reply, and shorter than any call.
  private static final int SHORTEST = 24;

  private static final int LONGEST_FIRST = 65_536;

  private final RpcMessage message = new RpcMessage();
  private final RecordStream[] streams = {new RecordStream(), new RecordStream()};
  private final boolean[] begun = new boolean[2];
  private final boolean[] lost = new boolean[2];
  private final PortMapperDialogue dialogue;
  private final boolean stream;

  RpcSession(Connection master, Options options) {
    dialogue = new PortMapperDialogue(master, options);
    stream = master.protocol() == Protocol.TCP;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    if (stream) {
      return records(payload, decisions);
    }
    message.begin(payload).add(0, payload.length());
    if (message.length() >= SHORTEST) {
      read(payload, decisions);
    }
    return payload.length();
  }

  @Override
  public boolean mayAnnounce(Payload unread) {
    return unread.direction() == Direction.REPLY && dialogue.awaitsAny();
  }

  private int records(Payload payload, Consumer<Decision> decisions) {
    int side = payload.direction().number();
    RecordStream records = streams[side];
    if (payload.afterGap()) {
      lost[side] = true;
      records.reset();
    }
    int at = records.skip(payload, 0);
    while (at < payload.length() && !records.isDiscarding()) {
      RecordStream.Found found = records.read(payload, at, message);
      boolean strange = (lost[side] || !begun[side]) && looksWrong(found, side);
      if (strange) {
        if (!lost[side]) {
          decisions.accept(new Decision.Opaque("not RPC"));
        }
        return payload.length(); // behind a gap: the next segment may begin with a record
      }
      boolean told = found == RecordStream.Found.WHOLE || message.available() >= TELLING;
      if (!told) {
        return at;
      }
      begun[side] = true;
      lost[side] = false;
      if (found == RecordStream.Found.WHOLE) {
        read(payload, decisions);
        at = records.end();
      } else if (found == RecordStream.Found.TOO_LONG || isOfNoInterest(payload)) {
        records.discard();
        at = records.skip(payload, at);
      } else {
        return at;
      }
    }
    return at;
  }

  private boolean isOfNoInterest(Payload payload) {
    return payload.direction() == Direction.REPLY
        && !dialogue.awaits(message.u32(0), payload.nanos());
  }

  /// Whether what has come of a record contradicts RPC.
  private boolean looksWrong(RecordStream.Found found, int side) {
    if (found == RecordStream.Found.WHOLE && message.length() < SHORTEST) {
      return true;
    }
    if (message.length() > LONGEST_FIRST) {
      return true;
    }
    int known = message.available();
    boolean call = side == Direction.ORIGINAL.number();
    int kind = call ? PortMapperDialogue.CALL : PortMapperDialogue.REPLY;
    return known >= 8 && message.u32(4) != kind
        || call && known >= TELLING && message.u32(8) != PortMapperDialogue.RPC_VERSION;
  }

  private void read(Payload payload, Consumer<Decision> decisions) {
    if (payload.direction() == Direction.ORIGINAL) {
      dialogue.call(message, payload.nanos());
    } else {
      dialogue.reply(message, stream, payload.nanos(), decisions);
    }
  }
}
