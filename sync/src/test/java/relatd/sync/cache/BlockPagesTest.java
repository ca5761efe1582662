// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BlockPagesTest {
  private long now = 1_000;
  private final BlockPages pages = new BlockPages(() -> now);

  @Test
  @DisplayName("a first block has small pages, and one that comes late")
  void small() {
    assertThat(pages.areHuge()).isFalse();
    now += BlockPages.SOON;
    assertThat(pages.areHuge()).isFalse();
  }

  @Test
  @DisplayName("a block that follows soon has huge ones, and none after it that comes late")
  void bulk() {
    pages.areHuge();
    now += BlockPages.SOON - 1;
    assertThat(pages.areHuge()).isTrue();
    now += BlockPages.SOON;
    assertThat(pages.areHuge()).isFalse();
  }

  @Test
  @DisplayName("as many as were announced have huge ones")
  void announced() {
    pages.announce(2);
    for (boolean huge : new boolean[] {true, true, false}) {
      now += BlockPages.SOON;
      assertThat(pages.areHuge()).isEqualTo(huge);
    }
  }
}
