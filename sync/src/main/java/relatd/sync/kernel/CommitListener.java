// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.MemorySegment;

/// Is told of each conntrack that a commit has brought into the kernel, because its event is held
/// back ([KernelFilter]).
public interface CommitListener {
  /// For those who do not keep what the kernel has.
  CommitListener NONE = (image, offset, length) -> {};

  /// The image is valid during the call.
  void committed(MemorySegment image, long offset, int length);
}
