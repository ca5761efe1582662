// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;

class AddressSpellingTest {
  @Test
  void everySpellingHasTheWishedLengthAndNamesTheSameAddress() {
    for (int seed = 0; seed < 3_000; seed++) {
      Address address = address(new Random(seed));
      int reached = 0;
      for (int length = 0; length <= 45; length++) {
        Optional<String> text = AddressSpelling.ofLength(address, length);
        if (text.isPresent()) {
          reached++;
          assertThat(text.get()).as(address + ", seed " + seed).hasSize(length);
          assertThat(Address.parse(text.get())).as(text.get()).contains(address);
        }
      }
      assertThat(reached).as(address + ", seed " + seed).isPositive();
    }
  }

  @Test
  void theShortestAndTheLongestAndAllBetweenAreReached() {
    Address address = Address.of("fd77:2::1");
    for (int length = "fd77:2::1".length(); length <= 39; length++) {
      assertThat(AddressSpelling.ofLength(address, length)).as("" + length).isPresent();
    }
    assertThat(AddressSpelling.ofLength(address, 8)).isEmpty();
    assertThat(AddressSpelling.ofLength(address, 40)).isEmpty();
  }

  /// Few bits set and many zero groups, as addresses have them.
  private static Address address(Random random) {
    long high = random.nextLong();
    long low = random.nextLong();
    for (int group = 0; group < 4; group++) {
      high &= random.nextBoolean() ? ~(0xffffL << group * 16) : -1;
      low &= random.nextBoolean() ? ~(0xffffL << group * 16) : -1;
      low &= random.nextBoolean() ? ~(0xff00L << group * 16) : -1;
    }
    return Address.ofInet6(high, low);
  }
}
