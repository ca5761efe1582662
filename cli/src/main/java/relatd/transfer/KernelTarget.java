// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ExpectTable;
import relatd.netlink.NetlinkException;
import relatd.sync.kernel.Commit;
import relatd.sync.kernel.CommitOptions;
import relatd.sync.kernel.KernelLog;
import relatd.sync.kernel.Origins;
import relatd.sync.kernel.RecordEntries;

/// The kernel's tables: entries go there in batches, as a fail-over commits them. Those without
/// master go as they come, so that memory does not grow with them; related ones and expectations
/// wait for the end, when their masters are there. What a commit's images do not hold (keys of GRE,
/// ports of UDP-Lite, zones of one direction) goes in batches of its own; expectations in zones are
/// created one by one.
public final class KernelTarget implements Target {
  private static final int CHUNK = 8_192;
  private static final long LONG_NANOS = 1_000_000_000L;

  /// Says what is wrong with the entry of a line.
  @FunctionalInterface
  public interface Complaints {
    void say(int line, String what);
  }

  private final Complaints complaints;
  private final Commit commit;
  private final List<Conntrack> chunk = new ArrayList<>();
  private final List<Conntrack> related = new ArrayList<>();
  private final RecordBatch records;
  private final Map<Conntrack, Integer> relatedRecords = new LinkedHashMap<>();
  private final List<Expectation> expected = new ArrayList<>();
  private final List<Expectation> zoned = new ArrayList<>();
  private final Map<Tuple, Integer> lines = new HashMap<>();
  private final Map<Tuple, Integer> lateLines = new HashMap<>();
  private long conntracks;
  private long expectations;
  private long refused;
  private String lastError = "";

  /// @throws relatd.posix.SystemException when there is no netlink
  public KernelTarget(Complaints complaints) {
    this.complaints = complaints;
    // Sequence windows are the old machine's: packets outside of them are let pass.
    records = new RecordBatch(complaints);
    commit = new Commit(new CommitOptions(OptionalInt.empty(), true), new Origins(), new Log());
  }

  @Override
  public void add(Conntrack entry, int line) {
    if (!fitsImage(entry)) {
      if (entry.master().isPresent()) {
        relatedRecords.put(entry, line);
      } else {
        records.add(entry, line);
      }
    } else if (entry.master().isPresent()) {
      related.add(entry);
      lateLines.put(entry.original(), line);
    } else {
      chunk.add(entry);
      lines.put(entry.original(), line);
      if (chunk.size() == CHUNK) {
        commit(chunk, List.of());
        chunk.clear();
        lines.clear();
      }
    }
  }

  private static boolean fitsImage(Conntrack entry) {
    boolean ports = entry.protocol() != Protocol.GRE && entry.protocol() != Protocol.UDPLITE;
    return ports && entry.original().zone() == 0 && entry.reply().zone() == 0;
  }

  @Override
  public void add(Expectation entry, int line) {
    (entry.zone() == 0 ? expected : zoned).add(entry);
    lateLines.put(entry.tuple(), line);
  }

  @Override
  public void finish() {
    commit(chunk, List.of());
    records.send();
    lines.clear();
    lines.putAll(lateLines);
    commit(related, List.of());
    relatedRecords.forEach(records::add);
    records.send();
    commit(List.of(), expected);
    createInZones();
  }

  private void commit(List<Conntrack> flows, List<Expectation> foretold) {
    try (RecordEntries<Conntrack> flowEntries = RecordEntries.ofConntracks(flows);
        RecordEntries<Expectation> foretoldEntries = RecordEntries.ofExpectations(foretold)) {
      commit.start(Commit.Scope.ALL, Optional.of(flowEntries), Optional.of(foretoldEntries));
      while (commit.step(LONG_NANOS)) {
        // there is nothing else to do meanwhile
      }
    }
    conntracks += commit.conntracks().committed();
    expectations += commit.expectations().committed();
    refused += commit.conntracks().failed() + commit.expectations().failed();
  }

  private void createInZones() {
    if (zoned.isEmpty()) {
      return;
    }
    try (ExpectTable table = ExpectTable.open()) {
      for (Expectation expectation : zoned) {
        try {
          table.create(expectation);
          expectations++;
        } catch (NetlinkException refusal) {
          refuse(lines.getOrDefault(expectation.tuple(), 0), refusal.getMessage());
        }
      }
    }
  }

  private void refuse(int line, String why) {
    refused++;
    complaints.say(line, why);
  }

  @Override
  public long conntracks() {
    return conntracks + records.created();
  }

  @Override
  public long expectations() {
    return expectations;
  }

  @Override
  public long refused() {
    return refused + records.refused();
  }

  @Override
  public void close() {
    commit.close();
    records.close();
  }

  /// A commit says an error first, and then which entry it is about.
  private final class Log implements KernelLog {
    @Override
    public void notice(String text) {}

    @Override
    public void warning(String text) {}

    @Override
    public void error(String text) {
      lastError = text;
      if (text.contains("more errors")) {
        complaints.say(0, text);
      }
    }

    @Override
    public void report(Conntrack entry) {
      complaints.say(lines.getOrDefault(entry.original(), 0), lastError);
    }

    @Override
    public void report(Expectation entry) {
      complaints.say(lines.getOrDefault(entry.tuple(), 0), lastError);
    }
  }
}
