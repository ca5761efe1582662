// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Transport;
import relatd.helper.ftp.PendingCommands.Kind;

/// Commands and replies of one control connection, line by line: which announcements are asked for,
/// and which are believed.
final class ControlDialogue {
  private static final int MIN_PORT = 1_024;

  private final Connection master;
  private final Options options;
  private final Options serverOptions;
  private final boolean requirePending;
  private final PendingCommands pending = new PendingCommands();
  private int multiLine; // code of the reply that is being continued, 0 for none
  private boolean epsvAll;
  private boolean encrypted;

  ControlDialogue(Connection master, Options options) {
    this.master = master;
    this.options = options;
    serverOptions = options.alsoRedirectingTo("ExtraServerAddresses");
    requirePending = options.isOn("RequirePending", true);
  }

  /// Whether a security layer began: what follows cannot be read.
  boolean isEncrypted() {
    return encrypted;
  }

  void decrypted() {
    encrypted = false;
    pending.clear();
    multiLine = 0;
  }

  boolean awaitsReply() {
    return !pending.isEmpty() || !requirePending;
  }

  /// Bytes of one side were lost.
  void lostBytes(Direction direction) {
    if (direction == Direction.REPLY) {
      multiLine = 0;
    }
    pending.clear();
  }

  void command(Payload line, int from, int to, Consumer<Decision> decisions) {
    int verbEnd = from;
    while (verbEnd < to && line.u8(verbEnd) != ' ') {
      verbEnd++;
    }
    int first = verbEnd;
    while (first < to && line.u8(first) == ' ') {
      first++;
    }
    int last = to;
    while (last > first && line.u8(last - 1) == ' ') {
      last--;
    }
    switch (verbEnd - from) {
      case 4 -> fourLetters(line, from, first, last, decisions);
      case 0 -> {} // an empty line is no command
      default -> pending.add(Kind.OTHER, line.nanos());
    }
  }

  private void fourLetters(Payload line, int verb, int from, int to, Consumer<Decision> decisions) {
    Kind kind = Kind.OTHER;
    if (line.matchesIgnoreCase(verb, "PORT")) {
      offer("PORT", line, from, to, CommaNumbers.shortForm(line, from, to), decisions);
    } else if (line.matchesIgnoreCase(verb, "EPRT")) {
      offer("EPRT", line, from, to, DelimitedEndpoint.ofEprt(line, from, to), decisions);
    } else if (line.matchesIgnoreCase(verb, "LPRT")) {
      offer("LPRT", line, from, to, CommaNumbers.longForm(line, from, to), decisions);
    } else if (line.matchesIgnoreCase(verb, "PASV")
        || line.matchesIgnoreCase(verb, "SPSV")
        || line.matchesIgnoreCase(verb, "CPSV")) {
      kind = Kind.PASV;
    } else if (line.matchesIgnoreCase(verb, "EPSV")) {
      boolean all = to - from == 3 && line.matchesIgnoreCase(from, "ALL");
      kind = all ? Kind.EPSV_ALL : Kind.EPSV;
    } else if (line.matchesIgnoreCase(verb, "LPSV")) {
      kind = Kind.LPSV;
    } else if (line.matchesIgnoreCase(verb, "AUTH")) {
      kind = Kind.AUTH;
    } else if (line.matchesIgnoreCase(verb, "QUIT") || line.matchesIgnoreCase(verb, "REIN")) {
      pending.clear();
    }
    pending.add(kind, line.nanos());
  }

  void reply(Payload line, int from, int to, Consumer<Decision> decisions) {
    int code = to - from >= 3 ? Digits.number(line, from, from + 3, 3, 599) : -1;
    int mark = to - from > 3 ? line.u8(from + 3) : ' ';
    if (multiLine != 0) {
      if (code != multiLine || mark != ' ') {
        return;
      }
      multiLine = 0;
    } else if (code >= 100 && mark == '-') {
      multiLine = code;
      return;
    } else if (code < 100 || mark != ' ') {
      return;
    }
    finalReply(code, line, from, to, decisions);
  }

  private void finalReply(int code, Payload line, int from, int to, Consumer<Decision> decisions) {
    int text = Math.min(from + 4, to);
    switch (code) {
      case 227 -> passive(Kind.PASV, "227", "PASV", line, text, to, decisions);
      case 228 -> passive(Kind.LPSV, "228", "LPSV", line, text, to, decisions);
      case 229 -> passive(Kind.EPSV, "229", "EPSV", line, text, to, decisions);
      case 234, 334, 335 -> {
        if (pending.popThrough(Kind.AUTH, line.nanos())) {
          encrypted = true;
        }
      }
      default -> {
        if (code >= 200) {
          Kind answered = pending.pop();
          epsvAll |= answered == Kind.EPSV_ALL && code < 300;
        }
      }
    }
  }

  private void passive(
      Kind kind,
      String code,
      String verb,
      Payload line,
      int from,
      int to,
      Consumer<Decision> decisions) {
    if (!pending.popThrough(kind, line.nanos()) && requirePending) {
      decisions.accept(new Decision.Refuse(code + " without " + verb));
      return;
    }
    Address server = master.realSelf(Direction.REPLY).address();
    Optional<Named> named =
        switch (kind) {
          case PASV -> CommaNumbers.findShortForm(line, from, to);
          case LPSV -> CommaNumbers.findLongForm(line, from, to);
          default -> DelimitedEndpoint.find229(line, from, to, server);
        };
    offer(code, line, from, to, named, decisions);
  }

  private void offer(
      String what,
      Payload line,
      int from,
      int to,
      Optional<Named> named,
      Consumer<Decision> decisions) {
    if (named.isEmpty()) {
      String reason = "malformed " + what;
      decisions.accept(new Decision.Refuse(reason));
      return;
    }
    Direction sender = line.direction();
    if (epsvAll && !what.equals("229")) {
      decisions.accept(new Decision.Refuse(what + " after EPSV ALL"));
      return;
    }
    Address address = named.get().endpoint().address();
    int port = named.get().endpoint().port();
    boolean familyFits =
        address.unmapped().family() == master.family() || address.family() == master.family();
    if (!familyFits) {
      decisions.accept(new Decision.Refuse(what + " " + line.text(from, to)));
      return;
    }
    Options rules = sender == Direction.REPLY ? serverOptions : options;
    if (!OfferRules.isOwnAddress(master, sender, address, rules)
        || !OfferRules.isOwnPort(port, options, MIN_PORT)) {
      String from2 = master.realSelf(sender).address().toString();
      decisions.accept(new Decision.Refuse(what + " " + named.get().endpoint() + " from " + from2));
      return;
    }
    boolean own = OfferRules.isOwnAddress(master, sender, address, Options.DEFAULTS);
    decisions.accept(
        new Decision.Expect(
            List.of(Offer.by(master, sender, Transport.TCP, port).at(address).build()),
            named.map(Named::announcement).filter(_ -> own))); // a third host's stays as it is
  }
}
