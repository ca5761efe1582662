// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

/// How entries are shown, one a line.
public enum DumpFormat {
  TEXT,

  /// `-x`: `flow` elements without declaration or root.
  XML,

  /// Objects; docs/schema/conntrack.json and expectation.json.
  JSON
}
