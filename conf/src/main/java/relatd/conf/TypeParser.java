// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conf.HelperType.Layer3;
import relatd.conf.HelperType.Layer4;

/// `Type NAME L3 L4 { ... }`. All its checks come at the closing brace.
///
/// Items are collected in one heap, whichever brace they stand behind. A Type that closes takes the
/// whole heap; of several QueueNum, QueueLen or Policies of one name the first counts. So an item
/// before the first Type is the first Type's, and a Type may even stand inside another.
///
/// conntrackd shares the policies of `ftp inet tcp` and `ftp inet6 tcp`; here each has its own. Its
/// Policy replaces the built-in one and makes 0 of a number that it does not give; here that number
/// stays as built in.
final class TypeParser {

  private static final int DEEPEST = 16;
  private static final int LONGEST_POLICY_NAME = 16;

  /// NF_CT_EXPECT_MAX_CNT of the kernel's nf_conntrack_expect.h.
  private static final int MOST_EXPECTATIONS = 255;

  /// A type and where it stands.
  record Placed(Token keyword, HelperType type) {}

  private record PolicyItem(Token name, Optional<Integer> max, Optional<Integer> timeout) {}

  private final Reading reading;
  private final Cursor cursor;
  private final ProblemLog problems;
  private final KnownHelpers known;
  private final List<Placed> placed = new ArrayList<>();

  private Optional<Integer> queueNum = Optional.empty();
  private Optional<Integer> queueLen = Optional.empty();
  private List<PolicyItem> policies = new ArrayList<>();
  private HelperOptions options;

  TypeParser(Reading reading, KnownHelpers known) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.problems = reading.problems();
    this.known = known;
    this.options = new HelperOptions(reading);
  }

  List<Placed> placed() {
    return placed;
  }

  Block addTo(Block block, int depth) {
    return block
        .on("Type", keyword -> type(keyword, depth))
        .on("QueueNum", _ -> queueNum = first(queueNum, cursor.number16()))
        .on("QueueLen", _ -> queueLen = first(queueLen, cursor.number()))
        .on("Policy", this::policy)
        .on("Option", keyword -> options.parse(keyword));
  }

  private static Optional<Integer> first(Optional<Integer> before, int now) {
    return before.or(() -> Optional.of(now));
  }

  private void type(Token keyword, int depth) {
    Token name = cursor.name("the name of a helper, such as ftp");
    Token word3 = cursor.name("inet or inet6");
    Token word4 = cursor.name("tcp or udp");
    if (depth == DEEPEST) {
      throw cursor.fail("not so many Types inside each other");
    }
    addTo(reading.block(), depth + 1).braces();
    Optional<Layer3> layer3 = layer3(word3);
    Optional<Layer4> layer4 = layer4(word4);
    if (layer3.isPresent() && layer4.isPresent()) {
      close(keyword, name, layer3.get(), layer4.get());
    }
    queueNum = Optional.empty();
    queueLen = Optional.empty();
    policies = new ArrayList<>();
    options = new HelperOptions(reading);
  }

  private void close(Token keyword, Token name, Layer3 layer3, Layer4 layer4) {
    Optional<KnownHelper> helper = known.find(name.text(), layer4);
    if (helper.isEmpty()) {
      unknownHelper(name, layer4);
      return;
    }
    placed.add(
        new Placed(
            keyword,
            new HelperType(
                name.text(),
                layer3,
                layer4,
                queueNum.orElse(0),
                queueLen.orElse(0),
                merged(helper.get()),
                options.values())));
  }

  private Optional<Layer3> layer3(Token word) {
    for (Layer3 layer3 : Layer3.values()) {
      if (layer3.word().equals(word.text())) {
        return Optional.of(layer3);
      }
    }
    problems.error(
        word,
        "'%s' is neither inet nor inet6".formatted(ProblemLog.quote(word.text())),
        "unknown layer 3 protocol");
    return Optional.empty();
  }

  private Optional<Layer4> layer4(Token word) {
    for (Layer4 layer4 : Layer4.values()) {
      if (layer4.word().equals(word.text())) {
        return Optional.of(layer4);
      }
    }
    problems.error(
        word,
        "'%s' is neither tcp nor udp".formatted(ProblemLog.quote(word.text())),
        "unknown layer 4 protocol");
    return Optional.empty();
  }

  private void unknownHelper(Token name, Layer4 transport) {
    String quoted = ProblemLog.quote(name.text());
    Layer4 other = transport == Layer4.TCP ? Layer4.UDP : Layer4.TCP;
    String message =
        known.find(name.text(), other).isPresent()
            ? "the helper '%s' works over %s only".formatted(quoted, other.word())
            : "there is no helper '%s' (known: %s)"
                .formatted(quoted, String.join(", ", known.names()));
    problems.error(name, message, "Unknown `%s' helper".formatted(quoted));
  }

  /// The built-in policies with the numbers of the file in them.
  private List<HelperPolicy> merged(KnownHelper helper) {
    List<HelperPolicy> merged = new ArrayList<>(helper.policies());
    for (PolicyItem item : policies.reversed()) {
      String name = item.name().text();
      Optional<HelperPolicy> builtIn =
          helper.policies().stream().filter(policy -> policy.name().equals(name)).findFirst();
      if (builtIn.isEmpty()) {
        unknownPolicy(item.name(), helper);
      } else {
        int max = item.max().orElse(builtIn.get().expectMax());
        int timeout = item.timeout().orElse(builtIn.get().expectTimeout());
        merged.set(helper.policies().indexOf(builtIn.get()), new HelperPolicy(name, max, timeout));
      }
    }
    return merged;
  }

  private void unknownPolicy(Token name, KnownHelper helper) {
    List<String> names = helper.policies().stream().map(HelperPolicy::name).toList();
    problems.error(
        name,
        "the helper '%s' has no policy '%s' (it has: %s)"
            .formatted(helper.name(), name.text(), String.join(", ", names)),
        "Unknown policy `%s' in helper configuration".formatted(name.text()));
  }

  private void policy(Token keyword) {
    Token name = cursor.name("the name of a policy; mostly the helper's own name");
    List<Integer> max = new ArrayList<>();
    List<Integer> timeout = new ArrayList<>();
    reading
        .block()
        .on("ExpectMax", _ -> max.add(cursor.number()))
        .on("ExpectTimeout", _ -> timeout.add(cursor.number()))
        .braces();
    if (max.isEmpty() && timeout.isEmpty()) {
      problems.error(
          name,
          "the policy is empty; give ExpectMax or ExpectTimeout or remove it",
          "Helper policy configuration empty, fix your configuration file, please");
    } else if (name.text().length() > LONGEST_POLICY_NAME) {
      problems.error(
          name,
          "the name of the policy is longer than 16 characters",
          "Helper Policy is longer than 16 characters");
    } else {
      if (last(max).orElse(0) > MOST_EXPECTATIONS) {
        problems.ownWarning(name, "the kernel refuses an ExpectMax above 255");
      }
      policies.add(new PolicyItem(name, last(max), last(timeout)));
    }
  }

  private static Optional<Integer> last(List<Integer> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }
}
