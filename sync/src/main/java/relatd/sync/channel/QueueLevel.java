// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

/// How full a queue is.
///
/// @param elements now
/// @param most its capacity
/// @param noSpace elements lost for want of room
public record QueueLevel(int elements, int most, int noSpace) {
  /// As many elements as there are entries.
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /// What `conntrackd -s queue` begins with.
  ///
  /// @param nodes elements of all queues that are no entries of a cache: control messages, batches
  public static String heading(int nodes) {
    return "allocated queue nodes:\t\t%12s\n\n".formatted(Integer.toUnsignedString(nodes));
  }

  /// A block of `conntrackd -s queue`.
  ///
  /// @param name `txqueue`, `errorq`, `rsqueue`: the original's order
  public String text(String name) {
    return """
    queue %s:
    current elements:\t\t%12s
    maximum elements:\t\t%12s
    not enough space errors:\t%12s

    """
        .formatted(
            name,
            Integer.toUnsignedString(elements),
            Integer.toUnsignedString(most),
            Integer.toUnsignedString(noSpace));
  }
}
