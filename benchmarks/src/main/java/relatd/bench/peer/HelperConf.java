// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// The configuration of a daemon with one helper, as the manual of conntrackd has it.
final class HelperConf {
  private HelperConf() {}

  static String text(String folder) {
    return """
    Helper {
      Type ftp inet tcp {
        QueueNum %d
        QueueLen %d
        Policy ftp {
          ExpectMax 1
          ExpectTimeout 300
        }
      }
    }
    General {
      LogFile %3$s/1.log
      Syslog off
      LockFile %3$s/1.lock
      UNIX {
        Path %3$s/1.ctl
      }
    }
    """
        .formatted(Router.QUEUE, Router.QUEUE_LENGTH, folder);
  }
}
