// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import relatd.sync.kernel.Commit;

/// Which tables a request is about: `ct`, `expect`, or no word.
public enum Scope {
  CONNTRACKS,
  EXPECTATIONS,
  ALL;

  boolean hasConntracks() {
    return this != EXPECTATIONS;
  }

  boolean hasExpectations() {
    return this != CONNTRACKS;
  }

  Commit.Scope ofCommit() {
    return switch (this) {
      case CONNTRACKS -> Commit.Scope.CONNTRACKS;
      case EXPECTATIONS -> Commit.Scope.EXPECTATIONS;
      case ALL -> Commit.Scope.ALL;
    };
  }
}
