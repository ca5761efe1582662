// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RespellingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EPRT |2|fd77:2::1|44629|; EPRT |2|fd77:0002:0000:0000:0000:0000:0000:0001|44629|; true",
        "PORT 10,77,1,2,150,20; PORT 010,077,001,002,150,020; true",
        "EPRT |1|10.0.0.1|5000|; EPRT |1|10.0.0.1|05000|; true",
        "PORT 10,77,1,2,150,20; PORT 10,77,1,2,150,2; false",
        "PORT 10,77,1,2,150,0; PORT 10,77,1,2,150,00; true",
        "EPRT |2|fd77:2::1|44629|; EPRT |2|fd77:2::2|44629|; false",
        "a100; a0100; false",
        "x; y; false"
      })
  void theSameInOtherCharacters(String one, String two, boolean same) {
    assertThat(Respelling.same(one.getBytes(), two.getBytes())).isEqualTo(same);
  }
}
