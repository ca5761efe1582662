// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.helper.Helper;
import relatd.helper.contract.Captures.Capture;
import relatd.helper.replay.ReplayEvent;

/// What every helper has to keep, proved with its captures in `testdata/pcaps/NAME`. A helper's
/// test extends this and gives itself:
///
/// ```java
/// class FtpContractTest extends HelperContract {
///   FtpContractTest() {
///     super(new FtpHelper(), "ftp");
///   }
/// }
/// ```
public abstract class HelperContract {
  private final Helper helper;
  private final Path directory;
  private final Path fuzzed;

  /// @param directory name of the folder of captures in `testdata/pcaps`
  protected HelperContract(Helper helper, String directory) {
    this.helper = helper;
    Path testdata = Path.of(System.getProperty("relatd.testdata"));
    this.directory = testdata.resolve("pcaps").resolve(directory);
    this.fuzzed = testdata.resolve("fuzz").resolve(directory);
  }

  /// Captures that are made by code instead of being recorded. The files are compared with what the
  /// recipes make, or written with `-Drelatd.golden=write`.
  protected List<CaptureBuilder> recipes() {
    return List.of();
  }

  /// Whether this may be expected. The rule of nearly every protocol: an end of the connection
  /// offers its own address as its peer knows it, on an unprivileged port, to its peer.
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    return Stream.of(Direction.values())
        .anyMatch(sender -> isOwnOffer(event.connection(), sender, expectation));
  }

  /// The rule where a group is asked: whoever it is answers from one port, to the very host that
  /// asked, at `port`; 0: at the port that it asked from.
  protected static boolean isAnswerToAsker(
      Connection connection, Expectation expectation, int fromPort, int port) {
    Endpoint asker = connection.publicSelf(Direction.ORIGINAL);
    return isToManyHosts(connection.original().destination())
        && expectation.tuple().destination().equals(asker.address())
        && expectation.tuple().destinationPort() == (port == 0 ? asker.port() : port)
        && expectation.tuple().sourcePort() == fromPort
        && expectation.mask().sourcePort() == (fromPort == 0 ? 0 : 0xffff);
  }

  /// A group, or what may be the broadcast address of a network.
  private static boolean isToManyHosts(Address address) {
    boolean broadcast = address.family() == Family.INET && (address.low() & 0xff) == 0xff;
    return broadcast || address.isMulticast();
  }

  /// How many packets of this capture come out otherwise than the other side of its router received
  /// them, because the helper does better than the one that was recorded.
  protected int deliberateDifferences(String capture) {
    return 0;
  }

  private static boolean isOwnOffer(
      Connection connection, Direction sender, Expectation expectation) {
    Address mask = expectation.mask().source();
    return expectation.tuple().destination().equals(connection.publicSelf(sender).address())
        && expectation.tuple().destinationPort() >= 1_024
        && expectation.tuple().source().equals(connection.peer(sender).address())
        && mask.equals(Address.allOnes(connection.family()));
  }

  @TestFactory
  Stream<DynamicTest> recipesMakeTheirCaptures() {
    return recipes().stream().map(recipe -> dynamicTest(recipe.name(), () -> checkRecipe(recipe)));
  }

  @TestFactory
  Stream<DynamicTest> eachCaptureGivesItsGoldenText() throws IOException {
    if (Golden.isWriting()) {
      for (CaptureBuilder recipe : recipes()) {
        checkRecipe(recipe);
      }
    }
    return forEachCapture(
        capture -> Golden.check(capture, helper, deliberateDifferences(capture.name())));
  }

  @TestFactory
  Stream<DynamicTest> segmentBordersDoNotMatter() {
    return forEachCapture(this::checkVariations);
  }

  @TestFactory
  Stream<DynamicTest> damagedCapturesHarmNobody() {
    return forEachCapture(capture ->
        new Mutations(helper, Trace.read(capture.file()), this::isAllowed).check(capture.name()));
  }

  /// What fuzzing found worth keeping (`helpers/fuzz`), where there is any: none of it harms.
  @TestFactory
  Stream<DynamicTest> fuzzedConversationsHarmNobody() throws IOException {
    if (!Files.isDirectory(fuzzed)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(fuzzed)) {
      return files
          .sorted()
          .map(file ->
              dynamicTest(file.getFileName().toString(), () -> survives(Files.readAllBytes(file))))
          .toList()
          .stream();
    }
  }

  /// A conversation that a fuzzer made up.
  final void survives(byte[] conversation) {
    new Mutations(helper, FuzzInput.packets(conversation, helper), this::isAllowed)
        .judge("the conversation");
  }

  final void writeFuzzSeeds(Path into) throws IOException {
    FuzzSeeds.write(helper, directory, into);
  }

  @TestFactory
  Stream<DynamicTest> aPacketThatFindsNothingAllocatesNothing() {
    return forEachCapture(capture ->
        AllocationProbe.of(helper, Trace.read(capture.file()))
            .ifPresent(
                probe -> assertThat(probe.bytesPerThousandPackets()).as(capture.name()).isZero()));
  }

  @Test
  void theHelperIsPure() throws IOException {
    assertThat(PurityScan.of(helper.getClass())).isEmpty();
  }

  @Test
  void itsFactsFitTheKernel() {
    assertThat(helper.name()).matches("[a-z0-9-]{1,15}");
    assertThat(helper.policies()).hasSizeBetween(1, 4);
    assertThat(helper.policies())
        .allSatisfy(policy -> {
          assertThat(policy.name()).matches("[a-z0-9-]{1,15}");
          assertThat(policy.expectMax()).isBetween(0, 255);
          assertThat(policy.expectTimeout()).isPositive();
        });
    assertThat(helper.privateBytes()).isBetween(0, 32);
    assertThat(helper.transports()).isNotEmpty();
    assertThat(helper.families()).isNotEmpty();
    assertThat(helper.ports()).isNotEmpty().allMatch(port -> port > 0 && port < 65_536);
    assertThat(helper.window()).isBetween(1, 65_536);
  }

  private void checkVariations(Capture capture) {
    Trace trace = Trace.read(capture.file());
    List<Trace.Finding> whole = trace.replay(helper).findings();
    new Variations(trace, helper.ports())
        .forEach((name, variation) -> {
          Trace.Outcome outcome = variation.replay(helper);
          assertThat(outcome.faults()).as("faults of the helper, %s", name).isZero();
          if (saysTwoThings(whole)) {
            assertThat(outcome.findings()).as(name).endsWith(whole.getLast());
          } else {
            assertThat(outcome.findings()).as(name).isEqualTo(whole);
          }
        });
  }

  /// Where two contents fight for one place in a stream the borders may decide which is read first,
  /// but not how it ends: unread from then on, and what was offered is withdrawn.
  private static boolean saysTwoThings(List<Trace.Finding> findings) {
    return !findings.isEmpty() && findings.getLast().reason().contains("other content");
  }

  private void checkRecipe(CaptureBuilder recipe) throws IOException {
    Path file = directory.resolve(recipe.name() + ".pcap");
    if (Golden.isWriting()) {
      Files.write(file, recipe.bytes());
    }
    assertThat(file).hasBinaryContent(recipe.bytes());
  }

  private Stream<DynamicTest> forEachCapture(ThrowingConsumer<Capture> check) {
    return Captures.in(directory).stream()
        .map(capture -> dynamicTest(capture.name(), () -> check.accept(capture)));
  }
}
