// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.conntrack.Direction;
import relatd.helper.dispatch.Dispatcher.Verdict;
import relatd.helper.packet.TestPackets.Flag;

/// A whole transfer through a translating router: a sender that repeats what is not acknowledged,
/// with ever other borders; the kernel, which adjusts sequence numbers; a receiver that must end up
/// with the text in which every offer is rewritten, and never be told two things.
class NatTransferTest {
  private static final int BASE = 1_000;

  @ParameterizedTest
  @CsvSource({"10.9.9.99", "10.99.99.199", "1.2.3.4"})
  void theReceiverGetsTheRewrittenTextWhateverTheNetworkDoes(String address) {
    for (int seed = 0; seed < 400; seed++) {
      new Transfer(address, new Random(seed), "seed " + seed).run();
    }
  }

  /// What nf_conntrack_seqadj does: the shift before and behind the last correction.
  private static final class Adjuster {
    private int position;
    private int before;
    private int after;

    void changed(int sequence, int by) {
      if (by != 0 && (before == after || position - sequence < 0)) {
        position = sequence;
        before = after;
        after += by;
      }
    }

    int sequence(int sequence) {
      return sequence + (sequence - position > 0 ? after : before);
    }

    int acknowledgement(int acknowledgement) {
      boolean behind = acknowledgement - before - position > 0;
      return acknowledgement - (behind ? after : before);
    }
  }

  private static final class Transfer {
    private final Lab lab = new Lab();
    private final Flow flow;
    private final Random random;
    private final String what;
    private final Adjuster adjuster = new Adjuster();
    private final TreeMap<Integer, Byte> received = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder wanted = new StringBuilder();
    private int confirmed;
    private int highest; // so much was sent once

    Transfer(String address, Random random, String what) {
      this.random = random;
      this.what = what;
      flow = lab.open(Lab.sourceNat(address));
      lab.shake(flow);
      for (int line = 0; line < 5; line++) {
        if (random.nextInt(3) == 0) {
          both("hello " + line + "\n");
        } else {
          text.append("L 10.0.0.22 ").append(5_000 + line).append('\n');
          wanted.append("L ").append(address).append(' ').append(5_000 + line).append('\n');
        }
      }
    }

    private void both(String line) {
      text.append(line);
      wanted.append(line);
    }

    void run() {
      for (int step = 0; confirmed < text.length(); step++) {
        assertThat(step).as(what + ": " + text + received.size()).isLessThan(3_000);
        // as an FTP client does: a line is sent when the one before was answered
        int lineEnd = text.indexOf("\n", confirmed) + 1;
        boolean again = highest >= lineEnd || random.nextInt(3) == 0;
        int from = again ? confirmed : Math.max(highest, confirmed);
        int to = from + 1 + random.nextInt(random.nextBoolean() ? lineEnd - from : 4);
        send(from, Math.min(to, lineEnd));
        highest = Math.max(highest, Math.min(to, lineEnd));
        lab.nanos += random.nextInt(10) == 0 ? 300_000_000 : 1_000_000;
        lab.dispatcher.expire(lab.nanos);
        held();
        acknowledge();
      }
      StringBuilder all = new StringBuilder();
      received.values().forEach(one -> all.append((char) (one & 0xff)));
      assertThat(all.toString()).as(what).isEqualTo(wanted.toString());
      assertThat(lab.counter("faults")).as(what).isZero();
      assertThat(lab.counter("opaque")).as(what).isZero();
    }

    private void send(int from, int to) {
      String part = text.substring(from, to);
      lab.replaced.clear();
      Verdict verdict = lab.client(flow, from, part);
      segments.put(lab.lastId(), new int[] {from, to});
      held();
      if (verdict == Verdict.ACCEPT) {
        deliver(from, part, 0);
      } else if (verdict == Verdict.REPLACE) {
        String now = lab.text(lab.lastId());
        deliver(from, now, now.length() - part.length());
      }
      if (verdict != Verdict.HOLD) {
        segments.remove(lab.lastId());
      }
    }

    private final TreeMap<Integer, int[]> segments = new TreeMap<>();

    /// Delivers what was held and is not any more; the last packet's turn comes after.
    private void held() {
      segments
          .entrySet()
          .removeIf(entry -> {
            String verdict = lab.verdicts.get(entry.getKey());
            if (entry.getKey() == lab.lastId() && !verdict.equals("DROP")
                || verdict.equals("HOLD")) {
              return false;
            }
            int from = entry.getValue()[0];
            String part = text.substring(from, entry.getValue()[1]);
            if (verdict.equals("ACCEPT")) {
              deliver(from, part, 0);
            } else if (verdict.equals("REPLACE")) {
              String now = lab.text(entry.getKey());
              deliver(from, now, now.length() - part.length());
            }
            return true;
          });
    }

    private void deliver(int from, String part, int change) {
      adjuster.changed(BASE + from, change);
      int at = adjuster.sequence(BASE + from) - BASE;
      if (random.nextInt(6) == 0) {
        return; // lost behind the router
      }
      byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < bytes.length; i++) {
        Byte before = received.put(at + i, bytes[i]);
        assertThat(before == null || before == bytes[i])
            .as("%s: place %s said twice: %s", what, at + i, part)
            .isTrue();
      }
    }

    private void acknowledge() {
      int all = 0;
      while (received.containsKey(all)) {
        all++;
      }
      if (random.nextInt(3) == 0) {
        return; // later
      }
      lab.tcp(flow, Direction.REPLY, 5_000, BASE + all, "", Flag.ACK);
      confirmed = Math.max(confirmed, adjuster.acknowledgement(BASE + all) - BASE);
    }
  }
}
