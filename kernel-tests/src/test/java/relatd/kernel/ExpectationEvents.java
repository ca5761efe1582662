// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// What Debian's `conntrack -E expect` sees in the router: an outsider's word that an expectation
/// was made, and for which helper.
final class ExpectationEvents {
  private final Lab lab;
  private Background listener;
  private int seen;

  ExpectationEvents(Lab lab) {
    this.lab = lab;
  }

  /// Starts listening; returns when the kernel has the listener in its list.
  void subscribe() {
    listener =
        lab.owns(
            lab.router()
                .start(
                    lab.directory().resolve("expectations.log"),
                    List.of("conntrack", "-E", "expect")));
    Await.until("conntrack -E expect listens", this::isSubscribed, listener::output);
  }

  /// What was seen so far counts no more.
  void forget() {
    seen = listener.output().length();
  }

  /// Waits for a new expectation of one of these helpers.
  void awaitNew(List<String> helpers) {
    Await.until(
        "an expectation with helper=" + helpers + " is reported",
        () ->
            listener
                .output()
                .substring(seen)
                .lines()
                .anyMatch(line -> line.contains("[NEW]") && names(line, helpers)),
        listener::output);
  }

  private static boolean names(String line, List<String> helpers) {
    return helpers.stream().anyMatch(helper -> line.contains("helper=" + helper));
  }

  /// Columns of /proc/net/netlink: socket, protocol (12 is netfilter), port id, groups, ... The
  /// file shows this namespace alone, where nobody else listens yet; the port id is the kernel's
  /// choice.
  private boolean isSubscribed() {
    return lab.router()
        .run("cat", "/proc/net/netlink")
        .orFail()
        .out()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .anyMatch(column -> column[1].equals("12") && !column[3].equals("00000000"));
  }
}
