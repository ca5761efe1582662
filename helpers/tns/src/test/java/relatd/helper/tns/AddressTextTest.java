// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.helper.tns.AddressText.Value;

class AddressTextTest {
  @Test
  void aGroupHasItsValuesByKey() {
    Map<String, Value> group = one("(ADDRESS=(PROTOCOL=tcp)(HOST=10.1.2.3)(PORT=1525))");
    assertThat(group.get("PROTOCOL").text()).isEqualTo("tcp");
    assertThat(group.get("HOST").text()).isEqualTo("10.1.2.3");
    assertThat(group.get("PORT").text()).isEqualTo("1525");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(address=(Host=10.1.2.3)(port=1525))",
        " ( ADDRESS = ( HOST = 10.1.2.3 ) ( PORT = 1525 ) ) ",
        "(ADDRESS=(HOST=\"10.1.2.3\")(PORT=1525))",
        "(ADDRESS=(HOST= \"10.1.2.3\" )(PORT=1525))",
        "(DESCRIPTION=(LIST=(ADDRESS=(HOST=10.1.2.3)(X=(Y=z))(PORT=1525))))",
        "(HOST=10.9.9.9)(ADDRESS=(HOST=10.1.2.3)(PORT=1525))(PORT=9)",
      })
  void caseBlanksQuotesAndNestingDoNotMatter(String text) {
    assertThat(one(text).get("HOST").text()).isEqualTo("10.1.2.3");
    assertThat(one(text).get("PORT").text()).isEqualTo("1525");
  }

  @Test
  void theRoomOfAValueReachesFromTheEqualsSignToTheParenthesis() {
    String text = "(ADDRESS=(HOST = \"10.1.2.3\" )(PORT=1525))";
    Value host = one(text).get("HOST");
    assertThat(text.substring(host.from(), host.to())).isEqualTo(" \"10.1.2.3\" ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "x",
        "(ADDRESS",
        "(ADDRESS=",
        "(ADDRESS=x",
        "(=x)",
        "(A-B=x)",
        "(A=\"x)",
        "(A=\"x\"y)",
        "(ADDRESS=(HOST=a)(HOST=b))",
        "(ADDRESS=(HOST=a(PORT=1)))",
        "(A=x))",
        "((A=x))",
        "(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=(A=x)))))))))))))))))",
      })
  void malformedTextHasNoGroups(String text) {
    assertThat(AddressText.groups(text)).isEmpty();
  }

  @Test
  void textIsCompleteWhenAllIsClosed() {
    String text = "(A=(B=x))";
    for (int length = 0; length < text.length(); length++) {
      assertThat(AddressText.isBalanced(text.substring(0, length))).isFalse();
    }
    assertThat(AddressText.isBalanced(text)).isTrue();
  }

  private static Map<String, Value> one(String text) {
    List<Map<String, Value>> groups = AddressText.groups(text).orElseThrow();
    assertThat(groups).hasSize(1);
    return groups.getFirst();
  }
}
