// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// How a daemon was started, and so who is told that it is ready.
enum StartMode {
  /// In the foreground: systemd hears of it from the daemon itself, the console goes on.
  CONSOLE("console") {
    @Override
    void ready(Readiness readiness, DaemonLog log) {
      readiness.tell("READY=1");
    }
  },

  /// In the foreground, to see what helpers would do: they do nothing.
  DRY_RUN("dry-run") {
    @Override
    void ready(Readiness readiness, DaemonLog log) {
      CONSOLE.ready(readiness, log);
    }
  },

  /// Behind `-d`: the parent, which waits, tells systemd; nobody reads the console any more.
  DETACHED("daemon") {
    @Override
    void ready(Readiness readiness, DaemonLog log) {
      log.leaveConsole(Detached.READY);
    }
  };

  private final String word;

  StartMode(String word) {
    this.word = word;
  }

  /// What the log calls it.
  String word() {
    return word;
  }

  abstract void ready(Readiness readiness, DaemonLog log);
}
