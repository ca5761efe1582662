// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static relatd.ffi.NativeFunction.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.ffi.NativeFunction;

/// Large buffers straight from the kernel: zero, and without cost until a page is touched.
///
/// [Arena#allocate] clears what it gives out and thereby touches it all; a batch of 64 slots of 70
/// kB that sees packets of 1500 bytes would hold 4.5 MB instead of 256 kB.
public final class PageMemory {
  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x2 | 0x20;

  private static final NativeFunction MMAP =
      libc("void *mmap(void *addr, size_t len, int prot, int flags, int fd, off_t offset)");
  private static final NativeFunction MUNMAP = libc("int munmap(void *addr, size_t len)");

  private PageMemory() {}

  /// @param arena gives the memory back when it closes
  /// @throws SystemException when the kernel has none
  @SuppressWarnings("restricted")
  public static MemorySegment map(Arena arena, long bytes) {
    long address = MMAP.systemLong(0, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    // The last page of the address space cannot be mapped: small negatives are errors.
    if (address < 0 && address > -4096) {
      throw new SystemException("map " + bytes + " bytes of memory", (int) -address);
    }
    return MemorySegment.ofAddress(address)
        .reinterpret(bytes, arena, memory -> MUNMAP.call(memory.address(), bytes, 0, 0, 0, 0));
  }
}
