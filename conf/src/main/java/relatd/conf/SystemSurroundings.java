// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Linux: procfs for devices, protocols(5) for names. Not sysfs: that may be mounted from another
/// network namespace than the process has.
final class SystemSurroundings implements Surroundings {

  private final Map<String, Integer> protocols = new HashMap<>();
  private boolean loaded;

  @Override
  public boolean hasInterface(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/self/net/dev")).stream()
          .anyMatch(line -> line.strip().startsWith(name + ":"));
    } catch (IOException _) {
      return true; // unknown: nothing to warn about
    }
  }

  @Override
  public synchronized OptionalInt protocolNumber(String name) {
    if (!loaded) {
      loaded = true;
      load(Path.of("/etc/protocols"));
    }
    Integer number = protocols.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /// Lines of `name number alias...`, `#` begins a comment. Without the file no name is known.
  private void load(Path file) {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        add(line.replaceFirst("#.*", "").strip().split("\\s+"));
      }
    } catch (IOException _) {
      protocols.clear();
    }
  }

  private void add(String[] fields) {
    if (fields.length < 2 || !fields[1].matches("[0-9]{1,3}")) {
      return;
    }
    int number = Integer.parseInt(fields[1]);
    protocols.putIfAbsent(fields[0], number);
    for (int i = 2; i < fields.length; i++) {
      protocols.putIfAbsent(fields[i], number);
    }
  }
}
