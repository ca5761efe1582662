// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.conntrack.Status.*;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;
import relatd.ctnetlink.ConntrackTable;
import relatd.ctnetlink.ExpectTable;

/// Commits into a kernel, and what it has afterwards.
@Tag("kernel")
class CommitKernelTest {
  private final RecordingLog log = new RecordingLog();

  private interface Body {
    void run(Commit commit, ConntrackTable table);
  }

  private void inKernel(Body body) {
    Namespace.inNew(() -> {
      try (ConntrackTable table = ConntrackTable.open();
          Commit commit = new Commit(CommitOptionsTest.LIBERAL, new Origins(), log)) {
        body.run(commit, table);
      }
    });
  }

  private static void run(Commit commit, List<Conntrack> entries, List<Expectation> expected) {
    try (RecordEntries<Conntrack> conntracks = RecordEntries.ofConntracks(entries);
        RecordEntries<Expectation> expectations = RecordEntries.ofExpectations(expected)) {
      commit.start(Commit.Scope.ALL, Optional.of(conntracks), Optional.of(expectations));
      while (commit.step(1_000_000)) {
        // the loop's next turn
      }
    }
  }

  private static Conntrack plain(int number) {
    return Flows.tcp(number).build();
  }

  @Test
  void saysWhatTheOriginalSays() {
    inKernel((commit, table) -> {
      run(commit, List.of(plain(1), plain(2), plain(3)), List.of());
      assertThat(log.lines.stream().map(line -> line.replaceAll("[0-9]+\\.[0-9]{6}", "S")))
          .containsExactly(
              "notice: committing all external caches",
              "notice: Committed 3 new entries",
              "notice: commit has taken S seconds",
              "notice: Committed 0 new expectations",
              "notice: commit has taken S seconds");
      assertThat(table.count()).isEqualTo(3);
    });
  }

  @Test
  void aSecondCommitMeanwhileIsRefused() {
    inKernel((commit, _) -> {
      try (RecordEntries<Conntrack> entries = RecordEntries.ofConntracks(List.of(plain(1)))) {
        assertThat(start(commit, entries)).isTrue();
        assertThat(start(commit, entries)).isFalse();
        assertThat(log.lines).contains("notice: commit already in progress, skipping");
        while (commit.step(1_000_000)) {
          // the loop's next turn
        }
        assertThat(start(commit, entries)).isTrue();
      }
    });
  }

  private static boolean start(Commit commit, WireEntries entries) {
    return commit.start(Commit.Scope.CONNTRACKS, Optional.of(entries), Optional.empty());
  }

  @Test
  void takenOverConnectionsArePassedLiberally() {
    inKernel((commit, table) -> {
      run(commit, List.of(plain(1)), List.of());
      ProtocolInfo.Tcp tcp =
          (ProtocolInfo.Tcp) get(table, Flows.tuple(1)).protocolInfo().orElseThrow();
      assertThat(tcp.state()).isEqualTo(Flows.ESTABLISHED);
      assertThat(tcp.originalFlags().orElseThrow().flags() & 8).isEqualTo(8);
      assertThat(tcp.replyFlags().orElseThrow().flags() & 8).isEqualTo(8);
    });
  }

  @Test
  void mastersComeBeforeWhatTheyMasterHoweverDeep() {
    int depth = 8;
    List<Conntrack> leavesFirst =
        IntStream.iterate(depth, number -> number > 0, number -> number - 1)
            .mapToObj(number ->
                number == 1 ? plain(1) : Flows.tcp(number).master(Flows.tuple(number - 1)).build())
            .toList();
    inKernel((commit, table) -> {
      run(commit, leavesFirst, List.of());
      assertThat(log.lines).contains("notice: Committed 8 new entries");
      assertThat(commit.conntracks().failed()).isZero();
      assertThat(commit.conntracks().deferred()).isEqualTo(6 + 5 + 4 + 3 + 2 + 1);
      assertThat(get(table, Flows.tuple(depth)).master()).contains(Flows.tuple(depth - 1));
      assertThat(get(table, Flows.tuple(depth)).hasStatus(EXPECTED)).isTrue();
    });
  }

  @Test
  void whatHasNoMasterFailsAndIsShown() {
    Conntrack orphan = Flows.tcp(2).master(Flows.tuple(1)).build();
    inKernel((commit, _) -> {
      run(commit, List.of(orphan, plain(3)), List.of());
      assertThat(log.lines)
          .contains(
              "error: commit-create: No such file or directory",
              "notice: Committed 1 new entries",
              "notice: 1 entries can't be committed");
      assertThat(log.conntracks).extracting(Conntrack::original).containsOnly(Flows.tuple(2));
      assertThat(commit.conntracks().failed(CommitFailure.NO_MASTER)).isOne();
    });
  }

  @Test
  void aTranslationIsATranslationAgainEvenIfSomethingIsInItsPlace() {
    Tuple original = Flows.tuple(1);
    Tuple reply =
        Tuple.tcp(original.destinationEndpoint(), new Endpoint(Address.of("192.0.2.7"), 40_000));
    Conntrack translated =
        Conntrack.of(original, reply)
            .status(SEEN_REPLY | ASSURED | CONFIRMED | SRC_NAT | SRC_NAT_DONE | DST_NAT_DONE)
            .timeout(3600)
            .protocolInfo(Flows.state(Flows.ESTABLISHED))
            .build();
    inKernel((commit, table) -> {
      run(commit, List.of(plain(1)), List.of());
      run(commit, List.of(translated), List.of());
      assertThat(commit.conntracks().replaced()).isOne();
      assertThat(get(table, original).reply()).isEqualTo(reply);
      assertThat(get(table, original).hasStatus(SRC_NAT)).isTrue();
    });
  }

  @Test
  void anEntryThatExistsIsChangedInPlace() {
    inKernel((commit, table) -> {
      run(commit, List.of(plain(1)), List.of());
      int id = get(table, Flows.tuple(1)).id().orElseThrow();
      run(commit, List.of(Flows.tcp(1).mark(77).timeout(50).build()), List.of());
      Conntrack changed = get(table, Flows.tuple(1));
      assertThat(changed.id()).hasValue(id);
      assertThat(changed.mark()).hasValue(77);
      assertThat(changed.timeout().orElseThrow()).isLessThanOrEqualTo(50);
      assertThat(commit.conntracks().replaced()).isZero();
    });
  }

  @Test
  void aStatusNeverGoesBack() {
    inKernel((commit, table) -> {
      run(commit, List.of(plain(1)), List.of());
      run(commit, List.of(Flows.tcp(1).status(CONFIRMED).mark(5).build()), List.of());
      assertThat(commit.conntracks().failed()).isZero();
      assertThat(commit.conntracks().reduced()).isOne();
      assertThat(get(table, Flows.tuple(1)).hasStatus(ASSURED)).isTrue();
      assertThat(get(table, Flows.tuple(1)).mark()).hasValue(5);
    });
  }

  @Test
  void anEntryWhoseHelperIsMissingHereComesWithoutIt() {
    Conntrack ftp = Flows.tcp(1).helper(new AttachedHelper("ftp")).build();
    Conntrack strange = Flows.tcp(2).helper(new AttachedHelper("strange")).build();
    inKernel((commit, table) -> {
      run(commit, List.of(ftp, strange), List.of());
      assertThat(log.lines).contains("notice: Committed 2 new entries");
      assertThat(commit.conntracks().reduced()).isOne();
      assertThat(get(table, Flows.tuple(1)).helper().orElseThrow().name()).isEqualTo("ftp");
      assertThat(get(table, Flows.tuple(2)).helper()).isEmpty();
    });
  }

  @Test
  void labelsThatNoRuleUsesHinderNothing() {
    Conntrack labelled = Flows.tcp(1).labels(new Labels(2, 0)).build();
    inKernel((commit, table) -> {
      run(commit, List.of(labelled), List.of());
      run(commit, List.of(labelled), List.of());
      assertThat(commit.conntracks().failed()).isZero();
      assertThat(table.count()).isOne();
    });
  }

  @Test
  void expectationsComeAfterTheirMastersWithTimeTranslationAndFunction() {
    Conntrack master = Flows.tcp(1).helper(new AttachedHelper("ftp")).build();
    Expectation expectation = expectation(Flows.tuple(1), 100);
    inKernel((commit, _) -> {
      Namespace.need(
          "nft", "add table ip nat { chain post { type nat hook postrouting priority 100; }; }");
      run(commit, List.of(master), List.of(expectation));
      run(commit, List.of(master), List.of(expectation));
      assertThat(log.lines).contains("notice: Committed 1 new expectations");
      assertThat(commit.expectations().failed()).isZero();
      assertThat(commit.expectations().replaced()).isOne();
      try (ExpectTable table = ExpectTable.open()) {
        table.forEach(found -> {
          assertThat(found.tuple()).isEqualTo(expectation.tuple());
          assertThat(found.mask()).isEqualTo(expectation.mask());
          assertThat(found.timeout()).isBetween(90, 100);
          assertThat(found.nat()).isEqualTo(expectation.nat());
          assertThat(found.function()).isEqualTo(Expectation.NAT_FOLLOW_MASTER);
          assertThat(found.helper()).isEqualTo("ftp");
        });
      }
    });
  }

  @Test
  void anExpectationWithoutMasterFailsAsWithTheOriginal() {
    inKernel((commit, _) -> {
      run(commit, List.of(), List.of(expectation(Flows.tuple(1), 100)));
      assertThat(log.lines)
          .contains(
              "error: commit-create: No such file or directory",
              "notice: Committed 0 new expectations",
              "notice: 1 expectations can't be committed");
      assertThat(log.expectations).hasSize(1);
    });
  }

  private static Expectation expectation(Tuple master, int timeout) {
    Tuple tuple =
        new Tuple(
            master.source(), master.destination(), master.protocol(), new Layer4.Ports(0, 40_001));
    Expectation.Nat nat =
        new Expectation.Nat(Direction.ORIGINAL, new Endpoint(Address.of("10.1.0.9"), 30_000));
    return new Expectation(
        master,
        tuple,
        new TupleMask(Address.of("255.255.255.255"), 0),
        0,
        timeout,
        0,
        0,
        0,
        Optional.of(nat),
        "ftp",
        Expectation.NAT_FOLLOW_MASTER);
  }

  private static Conntrack get(ConntrackTable table, Tuple tuple) {
    return table.get(tuple).orElseThrow();
  }
}
