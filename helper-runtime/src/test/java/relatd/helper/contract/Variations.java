// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// All the ways in which a network may carry the same TCP payload. A helper must not notice.
final class Variations {
  /// Payload bytes up to which every pair of cuts is tried.
  private static final int TWO_CUTS = 72;

  private final Trace trace;
  private final Set<Integer> ports;

  Variations(Trace trace, Set<Integer> ports) {
    this.trace = trace;
    this.ports = ports;
  }

  /// Hands out every variation with a name for it.
  void forEach(BiConsumer<String, Trace> out) {
    out.accept("byte-wise", each(segment -> segment.cut(everywhere(segment.length()))));
    out.accept("each segment twice", each(segment -> List.of(segment, segment)));
    out.accept("joined with the next", joined());
    out.accept("sent again with other borders", repeatedWithOtherBorders());
    oneCut(out);
    twoCuts(out);
    for (int size : new int[] {1, 2, 3, 5, 8, 13}) {
      out.accept("neighbours of " + size + " bytes swapped", swapped(size));
    }
  }

  /// Every cut of each payload alone, and of all payloads at once, as it is and with the second
  /// part first, and with the first part sent again inside a longer segment.
  private void oneCut(BiConsumer<String, Trace> out) {
    for (int at : Places.below(longest())) {
      out.accept("cut at " + at, each(segment -> segment.cut(at)));
      out.accept("cut at " + at + ", turned", eachTurned(at));
      out.accept("cut at " + at + ", then sent whole", each(segment -> cutThenWhole(segment, at)));
    }
    for (int i = 0; i < trace.packets().size(); i++) {
      Segment segment = trace.packets().get(i);
      for (int at : Places.below(segment.isPayloadOf(ports) ? segment.length() : 0)) {
        out.accept("packet " + (i + 1) + " cut at " + at, replaced(i, segment.cut(at)));
      }
    }
  }

  private void twoCuts(BiConsumer<String, Trace> out) {
    int longest = Math.min(TWO_CUTS, longest());
    for (int one = 1; one < longest; one++) {
      for (int two = one + 1; two < longest; two++) {
        int first = one;
        int second = two;
        out.accept("cut at " + one + " and " + two, each(segment -> segment.cut(first, second)));
      }
    }
  }

  private static List<Segment> cutThenWhole(Segment segment, int at) {
    return at < segment.length() ? List.of(segment.cut(at).getFirst(), segment) : List.of(segment);
  }

  private Trace eachTurned(int at) {
    return eachKnown(segment -> segment.cut(at).reversed());
  }

  private Trace swapped(int size) {
    return eachKnown(segment -> {
      List<Segment> pieces = new ArrayList<>(segment.cut(every(size, segment.length())));
      for (int i = 0; i + 1 < pieces.size(); i += 2) {
        pieces.add(i, pieces.remove(i + 1));
      }
      return pieces;
    });
  }

  private Trace joined() {
    List<Segment> out = new ArrayList<>();
    for (Segment segment : trace.packets()) {
      boolean joins =
          !out.isEmpty()
              && segment.isPayloadOf(ports)
              && out.getLast().isPayloadOf(ports)
              && out.getLast().isFollowedBy(segment);
      out.add(joins ? out.removeLast().joined(segment) : segment);
    }
    return new Trace(out);
  }

  /// After each segment its second half and the one before once more, as one.
  private Trace repeatedWithOtherBorders() {
    List<Segment> out = new ArrayList<>();
    for (Segment segment : trace.packets()) {
      Segment before = out.isEmpty() ? null : out.getLast();
      out.add(segment);
      if (segment.isPayloadOf(ports)) {
        out.add(segment.slice(segment.length() / 2, segment.length()));
        if (before != null && before.isPayloadOf(ports) && before.isFollowedBy(segment)) {
          out.add(before.joined(segment));
        }
      }
    }
    return new Trace(out);
  }

  private Trace each(Function<Segment, List<Segment>> change) {
    List<Segment> out = new ArrayList<>();
    for (Segment segment : trace.packets()) {
      out.addAll(segment.isPayloadOf(ports) ? change.apply(segment) : List.of(segment));
    }
    return new Trace(out);
  }

  /// As [#each], but not where the place of the first segment is what tells the stream's beginning.
  private Trace eachKnown(Function<Segment, List<Segment>> change) {
    Set<Object> known = new HashSet<>();
    List<Segment> out = new ArrayList<>();
    for (Segment segment : trace.packets()) {
      boolean may = segment.isPayloadOf(ports) && known.contains(segment.way());
      out.addAll(may ? change.apply(segment) : List.of(segment));
      if (segment.isTcp() && (segment.isSyn() || segment.isPayloadOf(ports))) {
        known.add(segment.way());
      }
    }
    return new Trace(out);
  }

  private Trace replaced(int index, List<Segment> by) {
    List<Segment> out = new ArrayList<>(trace.packets());
    out.remove(index);
    out.addAll(index, by);
    return new Trace(out);
  }

  private int longest() {
    return trace.packets().stream()
        .filter(segment -> segment.isPayloadOf(ports))
        .mapToInt(Segment::length)
        .max()
        .orElse(0);
  }

  private static int[] everywhere(int length) {
    return every(1, length);
  }

  private static int[] every(int size, int length) {
    int[] borders = new int[Math.max(0, (length - 1) / size)];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = (i + 1) * size;
    }
    return borders;
  }
}
