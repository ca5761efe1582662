// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Options;

/// The offers and answers of calls (RFC 3264): media is expected as soon as it is offered, because
/// it may come before the answer, and withdrawn when the call ends or the offer is declined.
final class Calls {
  private final SipSettings settings;
  private final boolean rewriting;
  private final MediaOffers offers;
  private final Dialogues dialogues = new Dialogues();
  private final RefusedOffers refused = new RefusedOffers();
  private final SdpBody sdp = new SdpBody();

  Calls(Connection master, Options options, SipSettings settings) {
    this.settings = settings;
    rewriting = settings.rewrite() && master.isNat();
    offers = new MediaOffers(master, options, settings);
  }

  void request(SipMessage message, Direction sender, Consumer<Decision> decisions) {
    switch (message.method()) {
      case INVITE -> invite(message, sender, decisions);
      case UPDATE -> update(message, sender, decisions);
      case ACK, PRACK -> answer(message, sender, decisions);
      case BYE -> bye(message, sender, decisions);
      case REGISTER, CANCEL, OTHER -> {} // a CANCEL counts when its INVITE is answered with 487
    }
  }

  void response(SipMessage message, Direction sender, Consumer<Decision> decisions) {
    switch (message.method()) {
      case INVITE -> inviteAnswered(message, sender, decisions);
      case UPDATE, PRACK -> {
        if (message.code() >= 101 && message.code() < 300) {
          answer(message, sender, decisions);
        }
      }
      case REGISTER, ACK, BYE, CANCEL, OTHER -> {}
    }
  }

  private void invite(SipMessage message, Direction sender, Consumer<Decision> decisions) {
    boolean offers = sdp.find(message);
    Dialogue dialogue = dialogues.find(message, sender);
    if (dialogue == null) {
      if (!offers) {
        return;
      }
      dialogue = dialogues.begin(message, sender);
    }
    boolean again = dialogue.inviter == sender && dialogue.inviteNumber == message.cseq();
    dialogue.inviter = sender;
    dialogue.inviteNumber = message.cseq();
    dialogue.lateOffer = !offers && (dialogue.lateOffer || !again);
    if (!offers) {
      return;
    }
    if (!again) {
      dialogue.replaceAll(decisions);
    }
    describe(message, dialogue, sender, false, decisions);
  }

  private void inviteAnswered(SipMessage message, Direction sender, Consumer<Decision> decisions) {
    Dialogue dialogue = dialogues.find(message, sender);
    if (message.code() <= 100) {
      return;
    }
    if (dialogue != null && isStale(dialogue, message, sender)) {
      return;
    }
    if (message.code() >= 300) {
      if (dialogue != null) {
        declined(dialogue, decisions);
      }
      return;
    }
    if (sdp.find(message) && (settings.earlyMedia() || message.code() >= 200)) {
      boolean late = dialogue != null && dialogue.lateOffer;
      if (late) {
        dialogue.lateOffer = false;
        dialogue.replaceAll(decisions);
      }
      Dialogue known = dialogue == null ? dialogues.begin(message, sender) : dialogue;
      describe(message, known, sender, !late, decisions);
      dialogue = known;
    }
    if (message.code() >= 200 && dialogue != null) {
      accepted(dialogue, decisions);
    }
  }

  /// Whether a response belongs to an INVITE that another one has followed.
  private static boolean isStale(Dialogue dialogue, SipMessage message, Direction sender) {
    return dialogue.inviter != null
        && (dialogue.inviter == sender || message.cseq() != dialogue.inviteNumber);
  }

  private void accepted(Dialogue dialogue, Consumer<Decision> decisions) {
    dialogue.confirm();
    if (!settings.earlyMedia() && !rewriting) {
      for (Stream stream : dialogue.streams()) {
        stream.offer(decisions);
      }
    }
  }

  private void declined(Dialogue dialogue, Consumer<Decision> decisions) {
    dialogue.restore(decisions);
    if (!dialogue.hasStreams()) {
      dialogues.end(dialogue);
    }
  }

  private void update(SipMessage message, Direction sender, Consumer<Decision> decisions) {
    if (!sdp.find(message)) {
      return;
    }
    Dialogue found = dialogues.find(message, sender);
    Dialogue dialogue = found == null ? dialogues.begin(message, sender) : found;
    if (dialogue.updateNumber[sender.number()] != message.cseq()) {
      dialogue.updateNumber[sender.number()] = message.cseq();
      dialogue.withdrawOf(sender, decisions);
    }
    describe(message, dialogue, sender, false, decisions);
  }

  private void answer(SipMessage message, Direction sender, Consumer<Decision> decisions) {
    if (sdp.find(message)) {
      Dialogue found = dialogues.find(message, sender);
      Dialogue dialogue = found == null ? dialogues.begin(message, sender) : found;
      describe(message, dialogue, sender, true, decisions);
    }
  }

  private void bye(SipMessage message, Direction sender, Consumer<Decision> decisions) {
    Dialogue dialogue = dialogues.find(message, sender);
    if (dialogue != null) {
      dialogue.withdrawAll(decisions);
      dialogues.end(dialogue);
    }
  }

  private void describe(
      SipMessage message,
      Dialogue dialogue,
      Direction sender,
      boolean isAnswer,
      Consumer<Decision> decisions) {
    Consumer<Decision> once = refused.filter(dialogue, sender, decisions);
    SessionDescription description =
        SessionDescription.read(message.payload(), sdp.from(), sdp.to());
    if (offers.isIncomplete(description)) {
      once.accept(new Decision.Refuse("media without an address"));
      return;
    }
    for (Media medium : description.media()) {
      if (isAnswer && medium.port == 0) {
        dialogue.withdrawLine(medium.line, decisions);
        continue;
      }
      for (MediaOffers.Offered one : offers.of(description, medium, sender, isAnswer, once)) {
        offer(dialogue, one, description.isIce(), message, decisions);
      }
    }
  }

  private void offer(
      Dialogue dialogue,
      MediaOffers.Offered one,
      boolean ice,
      SipMessage message,
      Consumer<Decision> decisions) {
    Stream stream = dialogue.remember(one.stream());
    if (rewriting && !ice) {
      stream.offer((port, edits) -> write(one, port, edits), decisions);
    } else if (settings.earlyMedia() || !message.isRequest() && message.code() >= 200) {
      stream.offer(decisions);
    }
  }

  private static void write(MediaOffers.Offered one, int port, Announcement.Edits edits) {
    number(one.portFrom(), one.portTo(), port, edits);
    one.rtcp().ifPresent(note -> number(note.from(), note.to(), port + note.distance(), edits));
  }

  private static void number(int from, int to, int port, Announcement.Edits edits) {
    String digits = Integer.toString(port);
    edits.replace(from, to - from, "0".repeat(Math.max(0, to - from - digits.length())) + digits);
  }
}
