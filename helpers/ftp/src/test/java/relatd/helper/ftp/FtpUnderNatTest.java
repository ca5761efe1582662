// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.conntrack.Address;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.helper.Announcement;
import relatd.helper.Payload;

/// What the endpoint grammars write over an announcement.
class FtpUnderNatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "10,77,1,2,150,20; 10.77.2.9; 38420; 10,77,2,9,150,20",
        "10,77,1,2,150,20; 1.2.3.4; 1030; 001,002,03,4,4,6",
        "192,168,100,200,150,20; 1.2.3.4; 1030; 001,002,003,004,004,06",
        "10,77,1,2,4,6; 10.77.1.2; 65535; null",
        "10,77,1,2,4,6; 200.200.200.200; 1030; null",
      })
  void theShortFormIsPaddedToItsOldLengthOrRefused(
      String old, String address, int port, String wanted) {
    Named named = CommaNumbers.shortForm(payload(old), 0, old.length()).orElseThrow();
    assertThat(written(named, old, address, port, false)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "10,77,1,2,4,6; 200.200.200.200; 65535; 200,200,200,200,255,255",
        "192,168,100,200,150,200; 1.2.3.4; 1030; 001,002,003,004,004,006",
      })
  void theShortFormMayGrowWhereLengthsMayChange(
      String old, String address, int port, String wanted) {
    Named named = CommaNumbers.shortForm(payload(old), 0, old.length()).orElseThrow();
    assertThat(written(named, old, address, port, true)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|1|10.77.1.2|40783|; 10.77.2.1; 40783; |1|10.77.2.1|40783|",
        "|1|10.77.1.2|40783|; 10.7.2.1; 4078; null",
        "|1|10.77.1.20|783|; 10.77.2.1; 1783; |1|10.77.2.1|1783|",
        "|1|10.77.1.2|40783|; 10.77.2.254; 40783; null",
        "|2|fd77:1::2|44629|; fd77:2::1; 44629; |2|fd77:2::1|44629|",
        "|2|fd77:1::2|44629|; fd77::1; 44629; |2|fd77::0:1|44629|",
        "|2|fd77:1::2|44629|; fd77:2222:3333::1; 44629; null",
      })
  void theDelimitedFormKeepsItsLengthOrIsRefused(
      String old, String address, int port, String wanted) {
    Named named = DelimitedEndpoint.ofEprt(payload(old), 0, old.length()).orElseThrow();
    assertThat(written(named, old, address, port, false)).isEqualTo(wanted);
  }

  @Test
  void aReplyOfFiveHasOnlyAPortToWrite() {
    String old = "(|||40098|)";
    Named named =
        DelimitedEndpoint.find229(payload(old), 0, old.length(), Address.of("10.77.2.2"))
            .orElseThrow();
    assertThat(written(named, old, "10.77.1.1", 40_100, false)).isEqualTo("(|||40100|)");
    assertThat(written(named, old, "10.77.1.1", 1_024, false)).isEqualTo("(|||01024|)");
  }

  private static Payload payload(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Payload()
        .wrap(MemorySegment.ofArray(bytes), 0, bytes.length, Direction.ORIGINAL, false, 0);
  }

  /// The text with another endpoint in it; `null` when that was refused.
  private static String written(
      Named named, String old, String address, int port, boolean lengthMayChange) {
    Edits edits = new Edits(lengthMayChange);
    boolean done = named.announcement().rewrite(new Endpoint(Address.of(address), port), edits);
    return done ? edits.applied(old) : "null";
  }

  private static final class Edits implements Announcement.Edits {
    private record Edit(int offset, int length, String text) {}

    private final boolean lengthMayChange;
    private final List<Edit> edits = new ArrayList<>();

    Edits(boolean lengthMayChange) {
      this.lengthMayChange = lengthMayChange;
    }

    String applied(String text) {
      StringBuilder out = new StringBuilder(text);
      for (Edit edit : edits.reversed()) {
        out.replace(edit.offset(), edit.offset() + edit.length(), edit.text());
      }
      return out.toString();
    }

    @Override
    public boolean lengthMayChange() {
      return lengthMayChange;
    }

    @Override
    public void replace(int offset, int length, byte[] bytes) {
      assertThat(bytes.length == length || lengthMayChange).isTrue();
      edits.add(new Edit(offset, length, new String(bytes, StandardCharsets.ISO_8859_1)));
    }
  }
}
