// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;

/// Keeps the lines.
public final class RecordingLog implements KernelLog {
  final List<String> lines = new ArrayList<>();
  final List<Conntrack> conntracks = new ArrayList<>();
  final List<Expectation> expectations = new ArrayList<>();

  @Override
  public void notice(String text) {
    lines.add("notice: " + text);
  }

  @Override
  public void warning(String text) {
    lines.add("warning: " + text);
  }

  @Override
  public void error(String text) {
    lines.add("error: " + text);
  }

  @Override
  public void report(Conntrack entry) {
    conntracks.add(entry);
  }

  @Override
  public void report(Expectation entry) {
    expectations.add(entry);
  }
}
