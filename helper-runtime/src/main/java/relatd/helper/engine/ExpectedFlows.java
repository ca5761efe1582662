// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

/// Which helper an expected connection gets. Three kinds of kernels are in use, and their version
/// numbers do not tell them apart (the change went into stable releases); [ExpectedFlowProbe] finds
/// out.
///
/// It matters to helpers that follow expected connections; for the others an expected connection is
/// accepted unread whatever the kernel does.
public enum ExpectedFlows {
  /// The one that `CTA_EXPECT_HELP_NAME` names, also when the expectation is made through ctnetlink
  /// (before spring 2026).
  NAMED("the helper that the expectation names"),

  /// The master's, always: data connections are queued, too (some stable releases of spring 2026).
  INHERITED("always the master's helper"),

  /// The one that an expectation inside a queue verdict names; ctnetlink never attaches one
  /// (since).
  NAMED_BY_VERDICT("none, unless a queue verdict's expectation names one");

  private final String text;

  ExpectedFlows(String text) {
    this.text = text;
  }

  /// Ends the sentence "expected connections get ...".
  public String text() {
    return text;
  }
}
