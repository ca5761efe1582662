// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// `Multicast`, `UDP` and `TCP` clauses: at most four, all of one kind.
final class LinkParser {

  private final Reading reading;
  private final Cursor cursor;
  private final ProblemLog problems;
  private final List<LinkDraft> drafts = new ArrayList<>();
  private int errorQueueLength = Link.Tcp.DEFAULT_ERROR_QUEUE_LENGTH;
  private boolean tooManyReported;

  LinkParser(Reading reading) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.problems = reading.problems();
  }

  void multicast(Token keyword) {
    LinkDraft draft = begin(LinkDraft.Kind.MULTICAST, keyword);
    Block block = common(draft);
    option(block, draft, "IPv4_address", _ -> draft.groupIpv4(cursor.address()));
    option(block, draft, "IPv6_address", _ -> draft.groupIpv6(cursor.address()));
    option(block, draft, "IPv4_interface", _ -> draft.interfaceIpv4(cursor.address()));
    option(block, draft, "IPv6_interface", this::ignoredInterface);
    option(block, draft, "Group", _ -> draft.port = cursor.number16());
    finish(block, draft);
  }

  void udp(Token keyword) {
    LinkDraft draft = begin(LinkDraft.Kind.UDP, keyword);
    finish(unicast(draft), draft);
  }

  void tcp(Token keyword) {
    LinkDraft draft = begin(LinkDraft.Kind.TCP, keyword);
    Block block = unicast(draft);
    option(block, draft, "ErrorQueueLength", _ -> errorQueueLength = cursor.number());
    finish(block, draft);
  }

  List<Link> links() {
    return drafts.stream().map(draft -> draft.link(errorQueueLength)).toList();
  }

  /// What the links lack, said once the whole file is known.
  void advise() {
    new LinkAdvice(problems).about(drafts, links());
  }

  private LinkDraft begin(LinkDraft.Kind kind, Token keyword) {
    LinkDraft draft = new LinkDraft(reading, kind, keyword);
    draft.preferred = cursor.accept("Default");
    return draft;
  }

  private Block unicast(LinkDraft draft) {
    Block block = common(draft);
    option(block, draft, "IPv4_address", _ -> draft.local(cursor.address(), true));
    option(block, draft, "IPv6_address", _ -> draft.local(cursor.address(), false));
    option(block, draft, "IPv4_Destination_Address", _ -> draft.peer(cursor.address(), true));
    option(block, draft, "IPv6_Destination_Address", _ -> draft.peer(cursor.address(), false));
    option(block, draft, "Port", _ -> draft.port = cursor.number16());
    return block;
  }

  private Block common(LinkDraft draft) {
    Block block = reading.block();
    option(
        block,
        draft,
        "Interface",
        _ -> draft.networkInterface(cursor.name("the name of a network interface")));
    option(block, draft, "SndSocketBuffer", _ -> draft.sendBuffer = cursor.number());
    option(block, draft, "RcvSocketBuffer", _ -> draft.receiveBuffer = cursor.number());
    option(block, draft, "Checksum", _ -> draft.checksum = cursor.bool());
    return block;
  }

  /// The limit of four is checked at each option of the fifth clause, after its value.
  private void option(Block block, LinkDraft draft, String word, Consumer<Token> clause) {
    block.on(
        word,
        token -> {
          clause.accept(token);
          if (drafts.size() == Sync.MOST_LINKS) {
            tooMany(draft);
          }
        });
  }

  private void tooMany(LinkDraft draft) {
    if (!tooManyReported) {
      tooManyReported = true;
      problems.error(
          draft.keyword,
          "this is the fifth dedicated link; four are the most",
          "too many dedicated links in the configuration file (Maximum: 4)");
    }
  }

  private void finish(Block block, LinkDraft draft) {
    block.braces();
    Optional<LinkDraft> other = drafts.stream().filter(d -> d.kind != draft.kind).findFirst();
    if (other.isPresent()) {
      problems.error(
          draft.keyword,
          "%s cannot be mixed with the %s link in line %d"
              .formatted(draft.kind.word, other.get().kind.word, other.get().keyword.line()),
          "cannot use `%s' with other dedicated link protocols!".formatted(draft.kind.word));
    }
    if (drafts.size() == Sync.MOST_LINKS) {
      tooMany(draft);
    } else {
      drafts.add(draft);
    }
  }

  private void ignoredInterface(Token keyword) {
    cursor.address();
    problems.warning(
        keyword,
        "IPv6_interface has no effect, Interface names the device",
        "`IPv6_interface' not required, ignoring");
  }
}
