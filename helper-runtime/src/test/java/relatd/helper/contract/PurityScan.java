// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the class files of a helper's module for what a pure function has no use for: clocks,
/// files, sockets, threads, logs, chance, processes, reflection, and state that all connections
/// would share.
final class PurityScan {
  /// Beginnings of class names; any use is a finding.
  private static final List<String> FORBIDDEN_CLASSES =
      List.of(
          "java/io/",
          "java/nio/channels/",
          "java/nio/file/",
          "java/net/",
          "java/sql/",
          "java/lang/Thread",
          "java/lang/Process",
          "java/lang/Runtime",
          "java/lang/System$Logger",
          "java/lang/ref/",
          "java/lang/reflect/",
          "java/lang/foreign/Linker",
          "java/lang/foreign/SymbolLookup",
          "java/util/Random",
          "java/util/Timer",
          "java/util/concurrent/",
          "java/util/logging/",
          "java/util/random/",
          "java/util/prefs/",
          "java/util/zip/",
          "java/time/Clock",
          "java/time/InstantSource",
          "javax/",
          "jdk/",
          "org/slf4j/",
          "sun/");

  /// What the compiler itself refers to.
  private static final Set<String> HARMLESS = Set.of("java/io/Serializable", "java/lang/Record");

  private static final Set<String> FORBIDDEN_METHODS =
      Set.of(
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/System.getProperty",
          "java/lang/System.getenv",
          "java/lang/System.exit",
          "java/lang/System.getLogger",
          "java/lang/System.load",
          "java/lang/System.loadLibrary",
          "java/lang/System.out",
          "java/lang/System.err",
          "java/lang/System.in",
          "java/lang/Math.random",
          "java/util/UUID.randomUUID",
          "java/util/Collections.shuffle",
          "java/lang/Class.forName",
          "java/lang/Throwable.printStackTrace");

  /// Types whose instances change, and would be shared by all connections as static fields.
  private static final Map<String, String> MUTABLE =
      Map.of(
          "Ljava/util/HashMap;", "map",
          "Ljava/util/HashSet;", "set",
          "Ljava/util/ArrayList;", "list",
          "Ljava/util/ArrayDeque;", "queue",
          "Ljava/util/BitSet;", "set",
          "Ljava/lang/StringBuilder;", "text",
          "Ljava/lang/ThreadLocal;", "thread's value");

  private PurityScan() {}

  /// What is wrong with the classes that stand where this one does; empty when they are pure.
  static List<String> of(Class<?> one) throws IOException {
    try {
      URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        return scan(path);
      }
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        return scan(jar.getRootDirectories().iterator().next());
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static List<String> scan(Path root) throws IOException {
    List<String> findings = new ArrayList<>();
    int classes = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".class")) {
          classes++;
          findings.addAll(ofClass(Files.readAllBytes(file)));
        }
      }
    }
    if (classes == 0) {
      findings.add(root + " has no classes");
    }
    return findings;
  }

  /// What is wrong with one class file.
  static List<String> ofClass(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    String name = model.thisClass().asInternalName();
    List<String> findings = new ArrayList<>();
    for (FieldModel field : model.fields()) {
      String what = name + "." + field.fieldName().stringValue();
      boolean fixed = field.flags().has(AccessFlag.FINAL);
      if (field.flags().has(AccessFlag.STATIC) && !fixed) {
        findings.add(what + " is static and not final");
      } else if (field.flags().has(AccessFlag.STATIC)
          && MUTABLE.containsKey(field.fieldType().stringValue())) {
        findings.add(
            what
                + " is a static "
                + MUTABLE.get(field.fieldType().stringValue())
                + " that changes");
      }
    }
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry of when isForbidden(of.asInternalName()) ->
            findings.add(name + " uses " + of.asInternalName());
        case MemberRefEntry member when isForbidden(member) ->
            findings.add(name + " uses " + text(member));
        default -> {}
      }
    }
    return findings;
  }

  private static boolean isForbidden(String name) {
    return !HARMLESS.contains(name) && FORBIDDEN_CLASSES.stream().anyMatch(name::startsWith);
  }

  private static boolean isForbidden(MemberRefEntry member) {
    boolean now =
        member.owner().asInternalName().startsWith("java/time/")
            && member.name().equalsString("now");
    return now || FORBIDDEN_METHODS.contains(text(member));
  }

  private static String text(MemberRefEntry member) {
    return member.owner().asInternalName() + "." + member.name().stringValue();
  }
}
