// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.lang.foreign.MemorySegment;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWriter;

/// Gives each message its number and packs it; full batches leave at once.
final class Outbox {
  private final SyncWriter writer;
  private final ModeOutput output;
  private int next;

  /// @param first number of the first message: the wall clock's seconds, so that a node that was
  ///   started again does not begin where its peer has been already
  Outbox(SyncWriter writer, ModeOutput output, int first) {
    this.writer = writer;
    this.output = output;
    this.next = first;
  }

  /// @return the number it got
  int data(Lane lane, int entry, int flags) {
    return data(
        lane.messageType(entry),
        flags,
        lane.cache.block(entry),
        lane.cache.image(entry),
        lane.cache.imageLength(entry));
  }

  /// @return the number it got
  int data(int type, int flags, MemorySegment image, long offset, int length) {
    reserve(SyncMessage.HEADER + length);
    writer.putData(type, flags, next, image, offset, length);
    return next++;
  }

  /// @param hello HELLO bits to add
  /// @return the number it got
  int control(Control control, int hello) {
    int flags = control.flags() | hello;
    if (control.hasRange()) {
      reserve(SyncMessage.RANGE_HEADER);
      writer.putControl(flags, next, control.from(), control.to());
    } else {
      reserve(SyncMessage.HEADER);
      writer.putControl(flags, next);
    }
    return next++;
  }

  private void reserve(int length) {
    if (!writer.hasRoom(length)) {
      flush();
    }
  }

  void flush() {
    if (writer.datagrams() > 0) {
      output.send(writer);
      writer.reset();
    }
  }
}
