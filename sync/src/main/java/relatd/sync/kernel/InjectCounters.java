// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

/// "external inject" of `conntrackd -s` and `-s cache`. Cumulative; one writer.
public final class InjectCounters {
  /// What was to be done to the kernel's table.
  public enum Kind {
    CREATED("could not add new"),
    UPDATED("could not update"),
    DESTROYED("could not destroy");

    private final String complaint;

    Kind(String complaint) {
      this.complaint = complaint;
    }

    String complaint(String what) {
      return complaint + " " + what + " entry";
    }
  }

  private static final int KINDS = Kind.values().length;

  private final long[] well = new long[KINDS];
  private final long[] failed = new long[KINDS];

  InjectCounters() {}

  void count(Kind kind, boolean isWell) {
    (isWell ? well : failed)[kind.ordinal()]++;
  }

  public long done(Kind kind) {
    return well[kind.ordinal()];
  }

  public long failed(Kind kind) {
    return failed[kind.ordinal()];
  }

  public String summary() {
    return """
    external inject:
    connections created:\t\t%12d\tfailed:\t%12d
    connections updated:\t\t%12d\tfailed:\t%12d
    connections destroyed:\t\t%12d\tfailed:\t%12d

    """
        .formatted(
            done(Kind.CREATED),
            failed(Kind.CREATED),
            done(Kind.UPDATED),
            failed(Kind.UPDATED),
            done(Kind.DESTROYED),
            failed(Kind.DESTROYED));
  }
}
