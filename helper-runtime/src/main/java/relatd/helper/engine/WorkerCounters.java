// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.function.ObjLongConsumer;

/// What one queue worker has seen. Written by its thread; others may read figures that are a moment
/// old.
final class WorkerCounters {
  long packets;
  long malformed;
  long skipped;
  long unresolved;
  long repeated;
  long late;
  long failures;
  long unsent;

  void forEach(ObjLongConsumer<String> out) {
    out.accept("queued", packets);
    out.accept("malformed", malformed);
    out.accept("skipped", skipped);
    out.accept("unresolved", unresolved);
    out.accept("repeated", repeated);
    out.accept("late", late);
    out.accept("failures", failures);
    out.accept("unsent", unsent);
  }
}
