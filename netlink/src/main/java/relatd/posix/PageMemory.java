// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static relatd.ffi.NativeFunction.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
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

  private static final NativeFunction MADVISE =
      libc("int madvise(void *addr, size_t length, int advice)");
  private static final int MADV_HUGEPAGE = 14;
  private static final int MADV_NOHUGEPAGE = 15;
  private static final int MADV_POPULATE_WRITE = 23;

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

  /// Has the kernel give the pages now, all with one call: a fault for each costs many times as
  /// much where faults are dear, as in some virtual machines, and a huge page of 2 MiB may cost
  /// milliseconds at once. A kernel before 5.14 answers with an error that does not matter: the
  /// pages come as they are touched.
  ///
  /// @param memory of [#map], or a part of it that begins with a page
  public static void populate(MemorySegment memory) {
    MADVISE.system(memory.address(), memory.byteSize(), MADV_POPULATE_WRITE, 0, 0, 0);
    Reference.reachabilityFence(memory);
  }

  /// Asks for huge pages (2 MiB on x86) where the kernel has some to give, as
  /// `transparent_hugepage/enabled` allows with `madvise`: fewer faults while memory is touched for
  /// the first time, and fewer misses of the TLB when it is looked up at random. Each takes its
  /// whole size as soon as a byte of it is touched. A kernel that has none answers with an error
  /// that does not matter.
  ///
  /// @param memory of [#map]
  public static void preferHugePages(MemorySegment memory) {
    MADVISE.system(memory.address(), memory.byteSize(), MADV_HUGEPAGE, 0, 0, 0);
    Reference.reachabilityFence(memory);
  }

  /// Asks for small pages, whatever the system prefers: what is populated piece by piece takes no
  /// more than that.
  ///
  /// @param memory of [#map]
  public static void preferSmallPages(MemorySegment memory) {
    MADVISE.system(memory.address(), memory.byteSize(), MADV_NOHUGEPAGE, 0, 0, 0);
    Reference.reachabilityFence(memory);
  }
}
