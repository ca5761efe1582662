// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Offer;
import relatd.helper.Transport;

class OfferedTest {
  private final MemoryBudget budget = new MemoryBudget(100L * Offered.BYTES);
  private final Offered offered = new Offered(budget);

  @Test
  void whatIsForgottenGivesItsMemoryBack() {
    offered.add(expectation(1));
    offered.add(expectation(2));
    assertThat(budget.used()).isEqualTo(2 * Offered.BYTES);
    assertThat(offered.remove(expectation(1))).isTrue();
    assertThat(offered.remove(expectation(1))).isFalse();
    assertThat(offered.has(expectation(2))).isTrue();
    assertThat(offered.release()).containsExactly(expectation(2));
    assertThat(budget.used()).isZero();
  }

  @Test
  void sixtyFourAreRememberedTheLatestOnes() {
    for (int port = 1; port <= 70; port++) {
      offered.add(expectation(port));
    }
    assertThat(offered.has(expectation(6))).isFalse();
    assertThat(offered.has(expectation(7))).isTrue();
    assertThat(budget.used()).isEqualTo(64 * Offered.BYTES);
  }

  @Test
  void withoutMemoryTheLatestTakesTheOldestsPlace() {
    budget.take(98 * Offered.BYTES);
    for (int port = 1; port <= 5; port++) {
      offered.add(expectation(port));
    }
    assertThat(offered.has(expectation(3))).isFalse();
    assertThat(offered.has(expectation(4))).isTrue();
    assertThat(offered.has(expectation(5))).isTrue();
    Offered other = new Offered(budget);
    other.add(expectation(9));
    assertThat(other.has(expectation(9))).isFalse();
  }

  private static Expectation expectation(int port) {
    return Offer.by(Lab.plain(), Direction.REPLY, Transport.TCP, port).build();
  }
}
