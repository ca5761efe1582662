// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compares what the Java code says of C with the C headers: sizes, offsets, numbers and prototypes
/// become a file of static assertions and redeclarations that the C compiler has to accept.
public final class HeaderCheck {
  private final List<String> headers = new ArrayList<>();
  private final List<String> claims = new ArrayList<>();

  public HeaderCheck include(String header) {
    headers.add(header);
    return this;
  }

  public HeaderCheck size(String type, long bytes) {
    return claim("sizeof(" + type + ") == " + bytes);
  }

  public HeaderCheck offset(String type, String member, long offset) {
    return claim("offsetof(" + type + ", " + member + ") == " + offset);
  }

  public HeaderCheck constant(String name, long value) {
    return claim(name + " == " + value);
  }

  /// A struct class: its size, and each member's place and size.
  public HeaderCheck struct(MemoryLayout layout) {
    String type = "struct " + layout.name().orElseThrow();
    size(type, layout.byteSize());
    for (MemoryLayout member : ((GroupLayout) layout).memberLayouts()) {
      String name = member.name().orElseThrow();
      offset(type, name, layout.byteOffset(MemoryLayout.PathElement.groupElement(name)));
      claim("sizeof(((" + type + " *)0)->" + name + ") == " + member.byteSize());
    }
    return this;
  }

  /// All constants of a class that are named as in C, that is in capitals, but for some.
  public HeaderCheck constants(Class<?> holder, String... javaOnly) {
    Set<String> passed = Set.of(javaOnly);
    int before = claims.size();
    for (Field field : holder.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && field.getType() == int.class
          && !Modifier.isPrivate(field.getModifiers())
          && !passed.contains(field.getName())) {
        constant(field.getName(), (int) read(field));
      }
    }
    assertThat(claims.size()).as("constants in " + holder).isGreaterThan(before);
    return this;
  }

  /// All functions that a class or the holders inside it bind.
  public HeaderCheck functions(Class<?> binding) {
    List<Class<?>> holders = new ArrayList<>(List.of(binding.getDeclaredClasses()));
    holders.add(binding);
    int before = claims.size();
    for (Class<?> holder : holders) {
      for (Field field : holder.getDeclaredFields()) {
        if (field.getType() == NativeFunction.class) {
          claims.add("extern " + ((NativeFunction) read(field)).prototype() + ";");
        } else if (field.getType() == PlainFunction.class) {
          claims.add("extern " + ((PlainFunction) read(field)).prototype() + ";");
        }
      }
    }
    assertThat(claims.size()).as("functions in " + binding).isGreaterThan(before);
    return this;
  }

  private static Object read(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private HeaderCheck claim(String condition) {
    claims.add("_Static_assert(" + condition + ", \"" + condition + "\");");
    return this;
  }

  /// Asks the compiler; skips with the missing thing named where there is none, or a header lacks.
  public void verify() {
    for (String header : headers) {
      String answer =
          compile(
              "#define _GNU_SOURCE\n#include <sys/types.h>\n#include <stdint.h>\n#include <sys/socket.h>\n#include <linux/netlink.h>\n#include <"
                  + header
                  + ">\n");
      assumeTrue(answer.isEmpty(), () -> "needs the C header " + header + ": " + answer);
    }
    assertThat(compile(source())).isEmpty();
  }

  private String source() {
    StringBuilder source =
        new StringBuilder(
            "#define _GNU_SOURCE\n#include <stddef.h>\n#include <stdint.h>\n#include <sys/types.h>\n");
    headers.forEach(header -> source.append("#include <").append(header).append(">\n"));
    claims.forEach(claim -> source.append(claim).append('\n'));
    return source.toString();
  }

  private static String compile(String source) {
    try {
      Process compiler =
          new ProcessBuilder("cc", "-fsyntax-only", "-Werror", "-x", "c", "-")
              .redirectErrorStream(true)
              .start();
      try (var input = compiler.getOutputStream()) {
        input.write(source.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return compiler.waitFor() == 0 ? "" : output + "compiler failed";
    } catch (IOException missing) {
      assumeTrue(false, "needs a C compiler (cc): " + missing.getMessage());
      return "";
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
