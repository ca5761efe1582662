// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorQueueTest {
  private final ErrorQueue queue = new ErrorQueue(2);
  private final Packed packed = new Packed(1, 10, 20, 30);

  private String takeFirst() {
    String text = Packed.text(queue.first(), 0, queue.firstLength());
    queue.removeFirst();
    return text;
  }

  @Test
  void theOldestMakesRoom() {
    for (int i = 0; i < 3; i++) {
      queue.add(packed.buffer(), packed.offset(i), packed.length(i));
    }
    assertThat(queue.level()).isEqualTo(new QueueLevel(2, 2, 1));
    assertThat(takeFirst()).isEqualTo("2:20");
    assertThat(takeFirst()).isEqualTo("3:30");
    assertThat(queue.isEmpty()).isTrue();
  }
}
