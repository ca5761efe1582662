// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// A C function of at most six integer or pointer parameters that reports failures in `errno`.
///
/// A static final instance folds into the calling code. Until C2 has compiled a call, the linker
/// allocates 40 bytes for it (its check of the place for `errno`).
///
/// @param prototype as in the C header; the layout test hands it to the C compiler
/// @param handle takes the address, the place for `errno`, and six longs
public record NativeFunction(String prototype, MethodHandle handle, MemorySegment address) {
  /// Where calls of this thread leave `errno`: the only member of the captured state.
  private static final ThreadLocal<MemorySegment> ERRNO =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  /// A function of the C library.
  public static NativeFunction libc(String prototype) {
    MemorySegment address = Shape.symbol(Shape.libc(), prototype);
    return new NativeFunction(prototype, Shape.withErrno().handle(address, prototype), address);
  }

  /// With the prototype's own signature, as architectures have it that cannot share one.
  static NativeFunction typed(SymbolLookup library, String prototype) {
    MemorySegment address = Shape.symbol(library, prototype);
    return new NativeFunction(prototype, Shape.withErrno().typed(address, prototype), address);
  }

  /// Calls; the result is what the register holds: narrow it to the prototype's type.
  public long call(long a, long b, long c, long d, long e, long f) {
    return invoke(ERRNO.get(), a, b, c, d, e, f);
  }

  /// Calls a function that answers -1 and sets `errno` on failure.
  ///
  /// @return its result, or the negative errno in place of -1, as the kernel itself answers
  public int system(long a, long b, long c, long d, long e, long f) {
    MemorySegment errno = ERRNO.get();
    int result = (int) invoke(errno, a, b, c, d, e, f);
    return result == -1 ? -errno.get(JAVA_INT, 0) : result;
  }

  /// As [#system], for results of 64 bits (`void *`, `off_t`).
  public long systemLong(long a, long b, long c, long d, long e, long f) {
    MemorySegment errno = ERRNO.get();
    long result = invoke(errno, a, b, c, d, e, f);
    return result == -1 ? -errno.get(JAVA_INT, 0) : result;
  }

  private long invoke(MemorySegment errno, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) handle.invokeExact(address, errno, a, b, c, d, e, f);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError("a C function threw", impossible);
    }
  }
}
