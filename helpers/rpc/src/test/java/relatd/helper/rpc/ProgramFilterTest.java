// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.helper.Options;

class ProgramFilterTest {
  @Test
  void withoutOptionsEveryProgramMayHaveEveryPortButAFew() {
    ProgramFilter filter = filter(Map.of());
    assertThat(filter.allowsProgram(100_003)).isTrue();
    assertThat(filter.allowsProgram(7)).isTrue();
    assertThat(filter.allowsPort(100_003, 2_049)).isTrue();
    assertThat(filter.allowsPort(100_003, 600)).isTrue();
    for (int denied : new int[] {22, 23, 25, 111, 445, 512, 513, 514}) {
      assertThat(filter.allowsPort(100_003, denied)).as("port %d", denied).isFalse();
    }
  }

  @Test
  void listedProgramsAloneAreOpenedOnEveryPort() {
    ProgramFilter filter = filter(Map.of("Programs", "nfs Mountd, 200001"));
    assertThat(filter.allowsProgram(100_003)).isTrue();
    assertThat(filter.allowsProgram(100_005)).isTrue();
    assertThat(filter.allowsProgram(200_001)).isTrue();
    assertThat(filter.allowsProgram(100_021)).isFalse();
    assertThat(filter.allowsPort(100_003, 512)).isTrue();
  }

  @Test
  void aNameThatNobodyKnowsOpensNothing() {
    ProgramFilter filter = filter(Map.of("Programs", "nsf"));
    assertThat(filter.allowsProgram(100_003)).isFalse();
    assertThat(filter.allowsProgram(-1)).isFalse();
  }

  @Test
  void portsAreDeniedOneByOneOrAsRanges() {
    ProgramFilter filter = filter(Map.of("DeniedPorts", "80 1-3 9-7 x"));
    assertThat(filter.allowsPort(1, 80)).isFalse();
    assertThat(filter.allowsPort(1, 3)).isFalse();
    assertThat(filter.allowsPort(1, 8)).isTrue();
    assertThat(filter.allowsPort(1, 22)).isTrue();
  }

  private static ProgramFilter filter(Map<String, String> settings) {
    return ProgramFilter.of(new Options(1_024, false, List.of(), settings));
  }
}
