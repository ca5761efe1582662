// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.netlink.Attributes;
import relatd.netlink.MessageWalker;
import relatd.posix.Posix;

class QueueRequestTest {
  /// Each message as `type flags sequence queue: attribute=value ...`.
  private static List<String> messages(QueueOptions options, boolean conntrack) {
    QueueRequest request = new QueueRequest(Arena.ofAuto(), options, conntrack, 9);
    List<String> found = new ArrayList<>();
    MessageWalker walker = new MessageWalker().wrap(request.buffer(), 0, request.size());
    Attributes attributes = new Attributes();
    while (walker.next()) {
      StringBuilder text = new StringBuilder();
      text.append(Integer.toHexString(walker.type()))
          .append(' ')
          .append(walker.flags())
          .append(' ')
          .append(walker.sequence())
          .append(' ')
          .append(walker.resourceId())
          .append(':');
      walker.attributes(attributes);
      while (attributes.next()) {
        byte[] value =
            attributes
                .buffer()
                .asSlice(attributes.offset(), attributes.length())
                .toArray(JAVA_BYTE);
        text.append(' ')
            .append(attributes.type())
            .append('=')
            .append(HexFormat.of().formatHex(value));
      }
      found.add(text.toString());
    }
    return found;
  }

  @Test
  void bindingComesFirstAndAcknowledgedTheCopyRangeLastAndNot() {
    Libraries.require();

    assertThat(messages(QueueOptions.of(7).withLength(4096), true))
        .containsExactly(
            "302 5 9 7: 1=01000000 5=00000003 4=00000003 3=00001000", "302 1 0 7: 2=0000fffb02");
  }

  @Test
  void optionsBecomeFlags() {
    Libraries.require();

    assertThat(messages(QueueOptions.of(7).withFailOpen(false).withGso(true), false).getFirst())
        .endsWith("1=01000000 5=00000004 4=00000004");
  }

  @Test
  void aQueueNumberHasSixteenBits() {
    assertThatThrownBy(() -> QueueOptions.of(65536))
        .hasMessage("a queue has a number from 0 to 65535, not 65536");
  }

  @Test
  void aTakenQueueIsToldFromAMissingPrivilege() {
    List<String> table = List.of("    3   4711     0 2 65531     0     0        0  1");

    assertThat(QueueOwner.explain(3, table, _ -> "java"))
        .isEqualTo(
            "queue 3 belongs to another program already (netlink port 4711, likely process `java' of that id):"
                + " stop that one, or choose another queue number");
    assertThat(QueueOwner.explain(4, table, _ -> "")).contains("CAP_NET_ADMIN");
  }

  @Test
  void withoutPrivilegeTheRemedyIsNamed() {
    assumeTrue(Posix.geteuid() != 0, "needs an ordinary user");
    Libraries.require();

    assertThatThrownBy(() -> QueueSocket.open(QueueOptions.of(3)))
        .hasMessage(
            "cannot bind queue 3: Operation not permitted (EPERM); this needs CAP_NET_ADMIN: run it"
                + " as root, or grant the capability");
  }
}
