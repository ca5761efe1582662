// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.time.Instant;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.sync.kernel.KernelLog;
import relatd.text.OutputStyle;
import relatd.text.Printer;

/// The sync engine's lines in the daemon's log.
record SyncLog(DaemonLog log) implements KernelLog {
  @Override
  public void notice(String text) {
    log.notice(text);
  }

  @Override
  public void warning(String text) {
    log.warning(text);
  }

  @Override
  public void error(String text) {
    log.error(text);
  }

  @Override
  public void report(Conntrack entry) {
    log.entry(Printer.ofConntracks(OutputStyle.of()).entry(entry, Instant.now()));
  }

  @Override
  public void report(Expectation entry) {
    log.entry(Printer.ofExpectations(OutputStyle.of()).entry(entry, Instant.now()));
  }
}
