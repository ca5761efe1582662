// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// What a C prototype says, for the architectures that need each function's own signature.
///
/// Knows the types that our prototypes use, LP64: pointers are eight bytes and travel as numbers.
///
/// @param result empty for `void`
/// @param fixed parameters before `...`; arguments after it are passed as longs
record Prototype(String name, List<MemoryLayout> result, List<MemoryLayout> arguments, int fixed) {

  /// Longest argument list of a variadic function among ours: one argument behind the dots.
  private static final int VARIADIC = 1;

  static String name(String prototype) {
    int end = prototype.indexOf('(');
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(prototype.charAt(start - 1))) {
      start--;
    }
    return prototype.substring(start, end);
  }

  static Prototype parse(String prototype) {
    String name = name(prototype);
    int open = prototype.indexOf('(');
    String result = prototype.substring(0, open - name.length());
    String list = prototype.substring(open + 1, prototype.lastIndexOf(')')).strip();
    List<MemoryLayout> arguments = new ArrayList<>();
    int fixed = -1;
    for (String parameter : list.equals("void") ? new String[0] : list.split(",")) {
      if (parameter.strip().equals("...")) {
        fixed = arguments.size();
        for (int i = 0; i < VARIADIC; i++) {
          arguments.add(ValueLayout.JAVA_LONG);
        }
      } else {
        arguments.add(layout(parameter));
      }
    }
    return new Prototype(
        name,
        result.strip().equals("void") ? List.of() : List.of(layout(result)),
        List.copyOf(arguments),
        fixed < 0 ? arguments.size() : fixed);
  }

  int parameters() {
    return arguments.size();
  }

  FunctionDescriptor descriptor() {
    MemoryLayout[] layouts = arguments.toArray(MemoryLayout[]::new);
    return result.isEmpty()
        ? FunctionDescriptor.ofVoid(layouts)
        : FunctionDescriptor.of(result.getFirst(), layouts);
  }

  private static MemoryLayout layout(String declaration) {
    if (declaration.indexOf('*') >= 0) {
      return ValueLayout.JAVA_LONG;
    }
    for (String word : declaration.strip().split(" ")) {
      switch (word) {
        case "int", "unsigned", "uint32_t", "socklen_t", "pid_t", "uid_t", "mode_t" -> {
          return ValueLayout.JAVA_INT;
        }
        case "long", "size_t", "ssize_t", "off_t", "nfds_t" -> {
          return ValueLayout.JAVA_LONG;
        }
        case "uint16_t" -> {
          return ValueLayout.JAVA_SHORT;
        }
        case "uint8_t" -> {
          return ValueLayout.JAVA_BYTE;
        }
        default -> {
          // a qualifier or the parameter's name: the type comes before it or after it
        }
      }
    }
    throw new IllegalArgumentException("no layout for " + declaration);
  }
}
