// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;

/// What is missing in links that the language accepts and the sockets will not.
final class LinkAdvice {

  private final ProblemLog problems;

  LinkAdvice(ProblemLog problems) {
    this.problems = problems;
  }

  void about(List<LinkDraft> drafts, List<Link> links) {
    int preferred = 0;
    for (int i = 0; i < links.size(); i++) {
      Token keyword = drafts.get(i).keyword;
      Link link = links.get(i);
      common(keyword, link);
      switch (link) {
        case Link.Multicast multicast -> multicast(keyword, multicast);
        case Link.Udp udp -> ends(keyword, udp.local().isPresent(), udp.peer().isPresent());
        case Link.Tcp tcp -> ends(keyword, tcp.local().isPresent(), tcp.peer().isPresent());
      }
      preferred += link.preferred() ? 1 : 0;
      if (link.preferred() && preferred == 2) {
        problems.advice(keyword, "two links are marked Default; the first of them is used first");
      }
    }
  }

  private void common(Token keyword, Link link) {
    if (link.networkInterface().isEmpty()) {
      problems.ownWarning(keyword, "Interface is missing; the link cannot be opened without it");
    }
    if (link.port() == 0) {
      String word = link instanceof Link.Multicast ? "Group" : "Port";
      problems.ownWarning(keyword, word + " is missing; the link uses port 0");
    }
  }

  private void multicast(Token keyword, Link.Multicast link) {
    if (link.group().isEmpty()) {
      problems.ownWarning(keyword, "IPv4_address or IPv6_address is missing; there is no group");
    } else if (!link.group().get().isMulticastAddress()) {
      String text = link.group().get().getHostAddress();
      problems.ownWarning(keyword, text + " is not a multicast address");
    }
  }

  private void ends(Token keyword, boolean local, boolean peer) {
    if (!local) {
      problems.ownWarning(keyword, "the own address (IPv4_address or IPv6_address) is missing");
    }
    if (!peer) {
      problems.ownWarning(
          keyword, "the peer (IPv4_ or IPv6_Destination_Address) is missing; it gets nothing");
    }
  }
}
