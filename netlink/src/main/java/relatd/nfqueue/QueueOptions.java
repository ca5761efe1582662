// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.time.Duration;

/// How a queue is bound.
///
/// @param queueNumber 0 to 65535
/// @param length packets that may wait for a verdict; 0: the kernel's 1024
/// @param conntrack ask for each packet's connection
/// @param failOpen accept what finds the queue full, instead of dropping it
/// @param gso take large packets whole, checksums unfinished: for readers, not for editors
/// @param receiveBuffer bytes that the kernel may keep for us; a packet of 1500 costs 2315, one of
///   60 kB 71 kB
/// @param slots packets received in one system call
/// @param timeout longest wait for packets; zero waits for ever
/// @param library whether libnetfilter_queue reads packets and writes verdicts, too; the queue is
///   configured by it in any case
public record QueueOptions(
    int queueNumber,
    int length,
    boolean conntrack,
    boolean failOpen,
    boolean gso,
    int receiveBuffer,
    int slots,
    Duration timeout,
    boolean library) {

  private static final int RECEIVE_BUFFER = 8 << 20;
  private static final int SLOTS = 64;
  private static final int HIGHEST = 0xffff;

  public QueueOptions {
    if (queueNumber < 0 || queueNumber > HIGHEST) {
      throw new IllegalArgumentException(
          "a queue has a number from 0 to " + HIGHEST + ", not " + queueNumber);
    }
  }

  /// With connections, failing open, 64 packets a call, waiting at most 200 ms.
  public static QueueOptions of(int queueNumber) {
    return new QueueOptions(
        queueNumber, 0, true, true, false, RECEIVE_BUFFER, SLOTS, Duration.ofMillis(200), false);
  }

  public QueueOptions withLength(int packets) {
    return new QueueOptions(
        queueNumber, packets, conntrack, failOpen, gso, receiveBuffer, slots, timeout, library);
  }

  public QueueOptions withConntrack(boolean wanted) {
    return new QueueOptions(
        queueNumber, length, wanted, failOpen, gso, receiveBuffer, slots, timeout, library);
  }

  public QueueOptions withFailOpen(boolean wanted) {
    return new QueueOptions(
        queueNumber, length, conntrack, wanted, gso, receiveBuffer, slots, timeout, library);
  }

  public QueueOptions withGso(boolean wanted) {
    return new QueueOptions(
        queueNumber, length, conntrack, failOpen, wanted, receiveBuffer, slots, timeout, library);
  }

  public QueueOptions withTimeout(Duration longest) {
    return new QueueOptions(
        queueNumber, length, conntrack, failOpen, gso, receiveBuffer, slots, longest, library);
  }

  public QueueOptions withLibrary(boolean wanted) {
    return new QueueOptions(
        queueNumber, length, conntrack, failOpen, gso, receiveBuffer, slots, timeout, wanted);
  }
}
