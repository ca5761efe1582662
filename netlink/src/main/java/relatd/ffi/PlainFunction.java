// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// A library's function of at most six integer or pointer parameters whose `errno` nobody asks for:
/// it reads and writes buffers. Calls allocate nothing.
///
/// @param prototype as in the C header; the layout test hands it to the C compiler
/// @param handle takes the address and six longs
public record PlainFunction(String prototype, MethodHandle handle, MemorySegment address) {

  /// @throws UnsatisfiedLinkError when the library lacks it
  public static PlainFunction in(SymbolLookup library, String prototype) {
    MemorySegment address = Shape.symbol(library, prototype);
    return new PlainFunction(prototype, Shape.plain().handle(address, prototype), address);
  }

  /// With the prototype's own signature, as architectures have it that cannot share one.
  static PlainFunction typed(SymbolLookup library, String prototype) {
    MemorySegment address = Shape.symbol(library, prototype);
    return new PlainFunction(prototype, Shape.plain().typed(address, prototype), address);
  }

  /// Calls; the result is what the register holds: narrow it to the prototype's type.
  public long call(long a, long b, long c, long d) {
    try {
      return (long) handle.invokeExact(address, a, b, c, d, 0L, 0L);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError("a C function threw", impossible);
    }
  }
}
