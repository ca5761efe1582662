// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditListTest {
  private final EditList edits = new EditList();

  @BeforeEach
  void wrap() {
    byte[] text = "0123456789".getBytes(StandardCharsets.ISO_8859_1);
    edits.wrap(MemorySegment.ofArray(text), 0, text.length, 0, true);
    edits.begin();
  }

  @Test
  void putsReplacementsIntoOrder() {
    edits.replace(7, 2, "x");
    edits.replace(1, 2, "abc");
    edits.replace(3, 0, "new");

    assertThat(edits.edits()).extracting(EditList.Edit::offset).containsExactly(1, 3, 7);
  }

  @Test
  void refusesReplacementsThatOverlap() {
    edits.replace(3, 4, "x");

    assertThatThrownBy(() -> edits.replace(6, 1, "y"))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> edits.replace(0, 4, "y"))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> edits.replace(3, 4, "y"))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> edits.replace(9, 2, "y"))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void takesBackWhatWasAskedForInATrialOnly() {
    edits.replace(7, 2, "x");
    edits.begin();
    edits.replace(1, 2, "y");
    edits.rollback();

    assertThat(edits.edits()).extracting(EditList.Edit::offset).containsExactly(7);
  }
}
