// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Family;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;

/// Who plays in a rehearsal, of all that are configured.
final class RehearsalCastTest {
  private final AttachedType line = type("line", Family.INET, Transport.TCP);
  private final AttachedType ftp = type("ftp", Family.INET, Transport.TCP);

  @Test
  void oneOfEachPairOfProtocols() {
    AttachedType inet6 = type("line", Family.INET6, Transport.TCP);
    AttachedType udp = type("line", Family.INET, Transport.UDP);
    AttachedType another = type("other", Family.INET, Transport.UDP);
    assertThat(Rehearsal.cast(List.of(line, inet6, udp, another)))
        .containsExactly(line, inet6, udp);
  }

  @Test
  void ftpWhereverItStands() {
    assertThat(Rehearsal.cast(List.of(line, ftp))).containsExactly(ftp);
    assertThat(Rehearsal.cast(List.of(ftp, line))).containsExactly(ftp);
  }

  private static AttachedType type(String name, Family family, Transport transport) {
    return new AttachedType(ConfiguredHelper.of(new LineHelper(name)), family, transport, 42, 0);
  }
}
