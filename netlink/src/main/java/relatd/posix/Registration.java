// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

/// A descriptor's place in an [EventLoop]. Close it before the descriptor. Belongs to the loop's
/// thread.
public final class Registration implements AutoCloseable {
  private final EventLoop loop;
  private final EventHandler handler;
  private final int fd;
  private final long key;
  private int interest;
  private boolean open = true;

  Registration(EventLoop loop, int fd, int interest, long key, EventHandler handler) {
    this.loop = loop;
    this.fd = fd;
    this.interest = interest;
    this.key = key;
    this.handler = handler;
  }

  /// Changes what is waited for; 0 leaves errors and hang-ups alone.
  public void interest(int events) {
    if (open && events != interest) {
      interest = events;
      loop.change(this);
    }
  }

  int interest() {
    return interest;
  }

  int fd() {
    return fd;
  }

  long key() {
    return key;
  }

  void ready(int events) {
    handler.ready(events);
  }

  /// No event is delivered after this, not even one that has been read already.
  @Override
  public void close() {
    if (open) {
      open = false;
      loop.forget(this);
    }
  }
}
