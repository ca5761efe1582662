// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.helper.Announcement;
import relatd.helper.tns.AddressText.Value;
import relatd.helper.tns.Redirect.Piece;
import relatd.helper.tns.RedirectTargets.Target;

/// Writes public addresses and granted ports into a redirect.
///
/// A value that is shorter than its room gets blanks before it. For a longer one the text grows,
/// and so do all lengths that count it: of the packet it lies in, and of the text, which the
/// REDIRECT states.
record RedirectAnnouncement(Redirect redirect, List<Target> targets) implements Announcement {
  private static final int LONGEST_PACKET = 0xffff;

  private record Patch(int at, int length, byte[] bytes) {}

  @Override
  public boolean rewrite(Endpoint granted, Edits edits) {
    int shift = granted.port() - targets.getFirst().port();
    List<Patch> patches = new ArrayList<>();
    int[] growth = new int[redirect.pieces().size()];
    for (Target target : targets) {
      int port = target.port() + shift;
      if (shift != 0 && !target.own() || port <= 0 || port > 0xffff) {
        return false; // another host's port cannot be moved
      }
      boolean written =
          (target.to().isEmpty() || host(target.host(), target.to().get(), patches, growth))
              && (shift == 0 || value(target.portText(), "" + port, patches, growth));
      if (!written) {
        return false;
      }
    }
    if (!lengths(patches, growth, edits)) {
      return false;
    }
    patches.sort(Comparator.comparingInt(Patch::at));
    patches.forEach(patch -> edits.replace(patch.at(), patch.length(), patch.bytes()));
    return true;
  }

  private boolean host(Value host, Address address, List<Patch> patches, int[] growth) {
    boolean brackets = host.text().startsWith("[") && address.family() == Family.INET6;
    String bare = brackets ? host.text().substring(1, host.text().length() - 1) : host.text();
    if (Address.parse(bare).filter(address::equals).isPresent()) {
      return true;
    }
    String text = address.toString();
    return value(host, brackets ? "[" + text + "]" : text, patches, growth);
  }

  /// Writes one value, all of it in one packet, or equally long over several.
  private boolean value(Value value, String text, List<Patch> patches, int[] growth) {
    int room = value.to() - value.from();
    String filled = " ".repeat(Math.max(0, room - text.length())) + text;
    int before = 0;
    for (int i = 0; i < growth.length; i++) {
      Piece piece = redirect.pieces().get(i);
      int from = Math.max(value.from(), before);
      int to = Math.min(value.to(), before + piece.length());
      if (from < to) {
        boolean whole = to - from == room;
        if (!whole && filled.length() != room) {
          return false;
        }
        String here = whole ? filled : filled.substring(from - value.from(), to - value.from());
        patches.add(
            new Patch(
                piece.at() + from - before, to - from, here.getBytes(StandardCharsets.ISO_8859_1)));
        growth[i] += here.length() - (to - from);
      }
      before += piece.length();
    }
    return true;
  }

  private boolean lengths(List<Patch> patches, int[] growth, Edits edits) {
    int total = 0;
    for (int i = 0; i < growth.length; i++) {
      Piece piece = redirect.pieces().get(i);
      if (growth[i] != 0) {
        int length = piece.packetLength() + growth[i];
        if (!edits.lengthMayChange() || length > LONGEST_PACKET) {
          return false;
        }
        patches.add(new Patch(piece.packet(), 2, word(length)));
        total += growth[i];
      }
    }
    if (total != 0 && redirect.announced() != 0) {
      int at = redirect.start() + TnsPacket.HEADER;
      patches.add(new Patch(at, 2, word(redirect.announced() + total)));
    }
    return true;
  }

  private static byte[] word(int value) {
    return new byte[] {(byte) (value >>> 8), (byte) value};
  }
}
