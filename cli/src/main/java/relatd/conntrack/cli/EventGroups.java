// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// What `-e` asks for.
record EventGroups(boolean created, boolean updated, boolean destroyed) {
  static final EventGroups ALL = new EventGroups(true, true, true);

  /// Several `-e` add up.
  static EventGroups parse(EventGroups before, String list) {
    boolean created = before != null && before.created;
    boolean updated = before != null && before.updated;
    boolean destroyed = before != null && before.destroyed;
    WordList words = new WordList(list);
    while (words.next()) {
      boolean all = words.begins("ALL");
      boolean one = words.begins("NEW");
      boolean two = words.begins("UPDATES");
      boolean three = words.begins("DESTROY");
      if (!(all || one || two || three)) {
        throw words.bad();
      }
      created |= all || one;
      updated |= all || two;
      destroyed |= all || three;
    }
    return new EventGroups(created, updated, destroyed);
  }
}
