// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starting another JVM with the classes of this one.
final class ClassPath {
  private ClassPath() {}

  /// The command up to the name of the main class.
  static List<String> java() {
    Path root = Path.of(System.getProperty("relatd.root", ".")).toAbsolutePath();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-Drelatd.root=" + root,
        "-Drelatd.testdata=" + root.resolve("testdata"),
        "-cp",
        entries());
  }

  /// The command that runs a program of these tests.
  static List<String> command(Class<?> program, String... arguments) {
    return Stream.of(java(), List.of(program.getName()), List.of(arguments))
        .flatMap(List::stream)
        .toList();
  }

  /// Surefire may hide the class path in a manifest; then it tells in a property of its own.
  private static String entries() {
    String told = System.getProperty("surefire.test.class.path", "");
    String all = told.isEmpty() ? System.getProperty("java.class.path") : told;
    return Stream.of(all.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
