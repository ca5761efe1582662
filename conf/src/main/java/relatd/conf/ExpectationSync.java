// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;

/// Which expectations are replicated.
public sealed interface ExpectationSync {

  /// None.
  record Off() implements ExpectationSync {}

  /// Those of every helper.
  record All() implements ExpectationSync {}

  /// Those of some helpers.
  ///
  /// @param helpers a helper belongs when its name begins with one of these words, case not counted
  record Only(List<String> helpers) implements ExpectationSync {
    public Only {
      helpers = List.copyOf(helpers);
    }
  }

  /// Whether expectations of that helper are replicated.
  default boolean covers(String helper) {
    return switch (this) {
      case Off _ -> false;
      case All _ -> true;
      case Only(List<String> words) ->
          words.stream().anyMatch(word -> helper.regionMatches(true, 0, word, 0, word.length()));
    };
  }
}
