// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// How all C functions are called: six longs in, a long out.
///
/// Linking a signature costs 10 ms and more, so functions of all prototypes share one linkage. On
/// x86-64 and AArch64 that is what the calling conventions make of any prototype of at most six
/// integers and pointers: each argument has a register of its own, a callee reads no more of it
/// than its parameter's width (arguments are extended here all the same), and registers beyond the
/// last parameter are not read. Elsewhere each function is linked with the signature of its
/// prototype, behind the same calls.
final class Shape {
  private static final int PARAMETERS = 6;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Set<String> SHARING = Set.of("amd64", "x86_64", "aarch64");

  private static final class WithErrno {
    static final Shape SHAPE =
        new Shape(List.of(MemorySegment.class), Linker.Option.captureCallState("errno"));
  }

  private static final class Plain {
    static final Shape SHAPE = new Shape(List.of());
  }

  private final List<Class<?>> extra;
  private final Linker.Option[] options;
  private final MethodHandle shared;

  private Shape(List<Class<?>> extra, Linker.Option... options) {
    this.extra = extra;
    this.options = options;
    this.shared = SHARING.contains(System.getProperty("os.arch")) ? link(options) : null;
  }

  /// Keeps `errno`: the handle takes the function's address, the place for it, six longs.
  static Shape withErrno() {
    return WithErrno.SHAPE;
  }

  /// For functions that do not set it: the handle takes the function's address and six longs.
  static Shape plain() {
    return Plain.SHAPE;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(Linker.Option... options) {
    return LINKER.downcallHandle(
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        options);
  }

  static SymbolLookup libc() {
    return LINKER.defaultLookup();
  }

  /// @throws UnsatisfiedLinkError when the library lacks it
  static MemorySegment symbol(SymbolLookup library, String prototype) {
    String name = Prototype.name(prototype);
    return library
        .find(name)
        .orElseThrow(() -> new UnsatisfiedLinkError("the library has no function " + name));
  }

  MethodHandle handle(MemorySegment address, String prototype) {
    return shared != null ? shared : typed(address, prototype);
  }

  /// With the prototype's own signature: for any architecture.
  @SuppressWarnings("restricted")
  MethodHandle typed(MemorySegment address, String prototype) {
    Prototype parsed = Prototype.parse(prototype);
    MethodHandle exact = LINKER.downcallHandle(address, parsed.descriptor(), options(parsed));
    int arguments = parsed.parameters();
    MethodType widened =
        MethodType.methodType(long.class, extra)
            .appendParameterTypes(Collections.nCopies(arguments, long.class));
    MethodHandle handle = MethodHandles.explicitCastArguments(exact, widened);
    handle =
        MethodHandles.dropArguments(
            handle,
            extra.size() + arguments,
            Collections.nCopies(PARAMETERS - arguments, long.class));
    return MethodHandles.dropArguments(handle, 0, MemorySegment.class);
  }

  private Linker.Option[] options(Prototype parsed) {
    if (parsed.fixed() == parsed.parameters()) {
      return options;
    }
    Linker.Option[] variadic = Arrays.copyOf(options, options.length + 1);
    variadic[options.length] = Linker.Option.firstVariadicArg(parsed.fixed());
    return variadic;
  }
}
