// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import java.io.PrintStream;
import java.time.Instant;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.text.ConntrackJson;
import relatd.text.ExpectationJson;
import relatd.text.LabelNames;

/// For `--dry-run`: entries are shown as they would go into the kernel.
public final class ShownTarget implements Target {
  private final PrintStream out;
  private final ConntrackJson conntrackLines = new ConntrackJson(LabelNames.NONE);
  private final ExpectationJson expectationLines = new ExpectationJson();
  private long conntracks;
  private long expectations;

  public ShownTarget(PrintStream out) {
    this.out = out;
  }

  @Override
  public void add(Conntrack entry, int line) {
    out.println(conntrackLines.entry(entry, Instant.EPOCH));
    conntracks++;
  }

  @Override
  public void add(Expectation entry, int line) {
    out.println(expectationLines.entry(entry, Instant.EPOCH));
    expectations++;
  }

  @Override
  public void finish() {}

  @Override
  public long conntracks() {
    return conntracks;
  }

  @Override
  public long expectations() {
    return expectations;
  }

  @Override
  public long refused() {
    return 0;
  }

  @Override
  public void close() {}
}
