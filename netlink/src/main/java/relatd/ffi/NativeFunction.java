// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;

/// A C function of at most six integer or pointer parameters.
///
/// Linking a signature costs 10 ms and more, so functions of all signatures share one: six longs
/// in, a long out. On x86-64 and AArch64 that is what the calling conventions make of any such
/// prototype: each argument has a register of its own, a callee reads no more of it than its
/// parameter's width (arguments are extended here all the same), and registers beyond the last
/// parameter are not read. Elsewhere each function is linked with the signature of its prototype,
/// behind the same calls.
///
/// A static final instance folds into the calling code.
///
/// @param prototype as in the C header; the layout test hands it to the C compiler
/// @param handle takes the address, the place for `errno`, and six longs
public record NativeFunction(String prototype, MethodHandle handle, MemorySegment address) {
  private static final int PARAMETERS = 6;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final MethodType SHAPE =
      MethodType.methodType(
          long.class,
          MemorySegment.class,
          MemorySegment.class,
          long.class,
          long.class,
          long.class,
          long.class,
          long.class,
          long.class);
  private static final Set<String> SHARING = Set.of("amd64", "x86_64", "aarch64");

  /// Where calls of this thread leave `errno`: the only member of the captured state.
  private static final ThreadLocal<MemorySegment> ERRNO =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  /// Links on first use, so that merely loading this class costs nothing.
  private static final class Shared {
    @SuppressWarnings("restricted")
    static final MethodHandle HANDLE =
        LINKER.downcallHandle(
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            CAPTURE);
  }

  /// A function of the C library.
  public static NativeFunction libc(String prototype) {
    return in(LINKER.defaultLookup(), prototype);
  }

  /// @throws UnsatisfiedLinkError when the library lacks it
  public static NativeFunction in(SymbolLookup library, String prototype) {
    return SHARING.contains(System.getProperty("os.arch"))
        ? new NativeFunction(prototype, Shared.HANDLE, symbol(library, Prototype.name(prototype)))
        : typed(library, prototype);
  }

  /// With the prototype's own signature: for any architecture.
  @SuppressWarnings("restricted")
  static NativeFunction typed(SymbolLookup library, String prototype) {
    Prototype parsed = Prototype.parse(prototype);
    MemorySegment address = symbol(library, parsed.name());
    Linker.Option[] options =
        parsed.fixed() < parsed.parameters()
            ? new Linker.Option[] {CAPTURE, Linker.Option.firstVariadicArg(parsed.fixed())}
            : new Linker.Option[] {CAPTURE};
    MethodHandle exact = LINKER.downcallHandle(address, parsed.descriptor(), options);
    MethodType widened =
        SHAPE.dropParameterTypes(0, 1).dropParameterTypes(1 + parsed.parameters(), 1 + PARAMETERS);
    MethodHandle handle = MethodHandles.explicitCastArguments(exact, widened);
    handle =
        MethodHandles.dropArguments(
            handle,
            1 + parsed.parameters(),
            SHAPE.parameterList().subList(2, 2 + PARAMETERS - parsed.parameters()));
    handle = MethodHandles.dropArguments(handle, 0, MemorySegment.class);
    return new NativeFunction(prototype, handle, address);
  }

  private static MemorySegment symbol(SymbolLookup library, String name) {
    return library
        .find(name)
        .orElseThrow(() -> new UnsatisfiedLinkError("the library has no function " + name));
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
