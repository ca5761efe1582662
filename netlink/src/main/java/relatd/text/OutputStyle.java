// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/// How entries are to be printed.
///
/// @param labels names of label bits, for [OutputOption#LABELS]
/// @param zone where the reader lives: kernel times are shown as local time
public record OutputStyle(Set<OutputOption> options, LabelNames labels, ZoneId zone) {

  public OutputStyle {
    options = Set.copyOf(options);
  }

  public static OutputStyle of(OutputOption... options) {
    Set<OutputOption> set = EnumSet.noneOf(OutputOption.class);
    set.addAll(Set.of(options));
    return new OutputStyle(set, LabelNames.NONE, ZoneId.systemDefault());
  }

  public OutputStyle withLabels(LabelNames names) {
    return new OutputStyle(options, names, zone);
  }

  public OutputStyle in(ZoneId place) {
    return new OutputStyle(options, labels, place);
  }

  boolean has(OutputOption option) {
    return options.contains(option);
  }
}
