// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// `-m VALUE[/MASK]`.
record MarkArgument(int value, int mask) {
  static MarkArgument parse(String word) {
    int slash = word.indexOf('/');
    return slash < 0
        ? new MarkArgument(Numbers.u32(word), -1)
        : new MarkArgument(
            Numbers.u32(word.substring(0, slash)), Numbers.u32(word.substring(slash + 1)));
  }

  /// The value itself is not masked: `-m 5/4` matches nothing, as in 1.4.7.
  boolean matches(int mark) {
    return (mark & mask) == value;
  }

  /// What `-U` makes of a mark.
  int applied(int mark) {
    return mark & ~mask ^ value;
  }
}
