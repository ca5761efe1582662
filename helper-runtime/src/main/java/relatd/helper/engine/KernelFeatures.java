// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.function.Supplier;
import relatd.cthelper.CtHelperTable;
import relatd.ctnetlink.ConntrackTable;
import relatd.ctnetlink.ExpectTable;
import relatd.nfqueue.QueueOptions;
import relatd.nfqueue.QueueSocket;

/// What this kernel can do for helpers, found by trying, never by its version.
///
/// @param conntrack conntracks can be read (ctnetlink)
/// @param expectations expectations can be read (ctnetlink)
/// @param queue packets can be queued to user space (nfnetlink_queue)
/// @param glue queued packets bring their connection (CONFIG_NETFILTER_NETLINK_GLUE_CT)
/// @param cthelper helpers can be registered (nfnetlink_cthelper)
public record KernelFeatures(
    Answer conntrack, Answer expectations, Answer queue, Answer glue, Answer cthelper) {

  /// Whether it is there, and if not why.
  ///
  /// @param reason empty where it is there
  public record Answer(boolean present, String reason) {
    static final Answer YES = new Answer(true, "");
  }

  /// Probes the kernel in the caller's network namespace. Leaves nothing behind.
  public static KernelFeatures probe() {
    Answer conntrack =
        ask(() -> {
          try (ConntrackTable table = ConntrackTable.open()) {
            table.count();
            return Answer.YES;
          }
        });
    Answer expectations =
        ask(() -> {
          try (ExpectTable table = ExpectTable.open()) {
            table.forEach(_ -> {});
            return Answer.YES;
          }
        });
    Answer[] glue = {new Answer(false, "there is no queue to ask")};
    Answer queue =
        ask(() -> {
          glue[0] = probeQueue();
          return Answer.YES;
        });
    Answer cthelper =
        ask(() -> {
          try (CtHelperTable table = CtHelperTable.open()) {
            table.list();
            return Answer.YES;
          }
        });
    return new KernelFeatures(conntrack, expectations, queue, glue[0], cthelper);
  }

  /// Whether helpers run as conntrackd's do: registered, attached by CT rules, fed by the kernel.
  public boolean canRegister() {
    return cthelper.present() && glue.present();
  }

  /// Whether helpers can run from a plain NFQUEUE rule.
  public boolean canQueue() {
    return queue.present() && conntrack.present() && expectations.present();
  }

  /// Binds a queue that nobody is likely to use; the highest free one of a few.
  private static Answer probeQueue() {
    RuntimeException last = null;
    for (int number = 65_535; number > 65_525; number--) {
      try (QueueSocket socket = QueueSocket.open(QueueOptions.of(number))) {
        return socket.hasConntrack()
            ? Answer.YES
            : new Answer(false, "the kernel is built without CONFIG_NETFILTER_NETLINK_GLUE_CT");
      } catch (RuntimeException refused) {
        last = refused;
      }
    }
    throw last;
  }

  private static Answer ask(Supplier<Answer> question) {
    try {
      return question.get();
    } catch (RuntimeException refused) {
      return new Answer(false, refused.getMessage());
    }
  }
}
