// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PosixTest {
  /// A thousand of 64 bits: that two are equal has a chance of one in 10^13.
  @Test
  void randomNumbersDiffer() {
    assertThat(LongStream.range(0, 1000).map(_ -> Posix.randomLong()).distinct().count())
        .isEqualTo(1000);
  }
}
