// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class NativeFunctionTest {
  private static final String READ = "ssize_t read(int fd, void *buf, size_t count)";

  @Test
  void sharedAndTypedLinkageAnswerTheSame() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom("-123 apples");
      String strtol = "long strtol(const char *text, char **end, int base)";
      NativeFunction shared = NativeFunction.libc(strtol);
      NativeFunction typed = NativeFunction.typed(Linker.nativeLinker().defaultLookup(), strtol);

      assertThat(shared.call(text.address(), 0, 10, 0, 0, 0)).isEqualTo(-123);
      assertThat(typed.call(text.address(), 0, 10, 0, 0, 0)).isEqualTo(-123);
    }
  }

  @Test
  void plainFunctionsAnswerTheSameInBothLinkages() {
    String abs = "int abs(int value)";
    PlainFunction shared = PlainFunction.in(Linker.nativeLinker().defaultLookup(), abs);
    PlainFunction typed = PlainFunction.typed(Linker.nativeLinker().defaultLookup(), abs);

    assertThat((int) shared.call(-7, 0, 0, 0)).isEqualTo(7);
    assertThat((int) typed.call(-7, 0, 0, 0)).isEqualTo(7);
  }

  @Test
  void aFailedCallAnswersTheNegativeErrno() {
    int badDescriptor = -9;

    assertThat(NativeFunction.libc(READ).system(-1, 0, 0, 0, 0, 0)).isEqualTo(badDescriptor);
    assertThat(
            NativeFunction.typed(Linker.nativeLinker().defaultLookup(), READ)
                .system(-1, 0, 0, 0, 0, 0))
        .isEqualTo(badDescriptor);
  }

  @Test
  void anIntResultIsNarrowedWhateverTheUpperHalfOfTheRegisterHolds() {
    NativeFunction abs = NativeFunction.libc("int abs(int value)");

    assertThat((int) abs.call(0xffff_ffff_0000_0000L | (-5 & 0xffff_ffffL), 0, 0, 0, 0, 0))
        .isEqualTo(5);
  }

  @Test
  void aMissingFunctionIsNamed() {
    assertThatThrownBy(() -> NativeFunction.libc("int no_such_function(void)"))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageContaining("no_such_function");
  }

  @Test
  void aMissingLibraryNamesThePackageThatBringsIt() {
    assertThatThrownBy(() -> SharedLibrary.open("libnosuch.so.9", "libnosuch9"))
        .isInstanceOf(MissingLibrary.class)
        .hasMessage("cannot load libnosuch.so.9: install it (Debian: apt install libnosuch9)");
  }

  @Test
  void aPrototypeBecomesItsDescriptor() {
    Prototype put =
        Prototype.parse("struct nlmsghdr *put(char *buf, uint16_t type, uint8_t mode, uint32_t n)");

    assertThat(put.name()).isEqualTo("put");
    assertThat(put.descriptor())
        .isEqualTo(
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_SHORT,
                ValueLayout.JAVA_BYTE,
                ValueLayout.JAVA_INT));
  }

  @Test
  void dotsBeginTheVariadicArguments() {
    Prototype open = Prototype.parse("int open(const char *path, int flags, ...)");

    assertThat(open.fixed()).isEqualTo(2);
    assertThat(open.parameters()).isEqualTo(3);
  }

  @Test
  void voidAndEmptyListsAreUnderstood() {
    assertThat(Prototype.parse("void f(int *p)").descriptor())
        .isEqualTo(FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    assertThat(Prototype.parse("uid_t getuid(void)").descriptor())
        .isEqualTo(FunctionDescriptor.of(ValueLayout.JAVA_INT));
  }
}
