// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSearchTest {
  private final PortSearch search = new PortSearch(new Random(3));

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 99, 512, 999, 1_000, 1_023, 1_024, 5_060, 9_999, 10_000, 65_535})
  void digitsAndParityAreKeptAndTheSearchEnds(int wished) {
    for (int width = 1; width <= 4; width++) {
      assertThat(search.begin(wished, width).next()).isEqualTo(wished);
      int tries = 0;
      for (int port = search.next(); port != 0; port = search.next()) {
        tries++;
        assertThat(port + width - 1).isLessThanOrEqualTo(65_535);
        assertThat(port & 1).isEqualTo(wished & 1);
        assertThat("" + port).hasSameSizeAs("" + wished);
        assertThat(port < 1_024).as("a port of the system").isEqualTo(wished < 1_024);
      }
      assertThat(tries).isBetween(100, 128);
      assertThat(search.next()).as("it has ended").isZero();
    }
  }
}
