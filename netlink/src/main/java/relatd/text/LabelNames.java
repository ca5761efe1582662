// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import relatd.conntrack.Labels;

/// Names of label bits, as connlabel.conf gives them.
public final class LabelNames {
  public static final LabelNames NONE = new LabelNames(Map.of());

  private final Map<Integer, String> names;

  private LabelNames(Map<Integer, String> names) {
    this.names = names;
  }

  /// @param names name by bit number, 0 to 127
  public static LabelNames of(Map<Integer, String> names) {
    return new LabelNames(Map.copyOf(names));
  }

  public Optional<String> name(int bit) {
    return Optional.ofNullable(names.get(bit));
  }

  /// Names of the bits that are set, by ascending bit; bits without a name are left out.
  List<String> of(Labels labels) {
    return labels.bits().mapToObj(this::name).flatMap(Optional::stream).toList();
  }
}
