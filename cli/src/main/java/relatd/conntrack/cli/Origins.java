// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import relatd.text.Origin;

/// Which program stands behind the netlink port that an event names: the port's socket is in
/// `/proc/net/netlink`, and the program has that socket among its open files. A short-lived program
/// may have gone before it is looked for.
final class Origins {
  private static final int REMEMBERED = 1_000;
  private static final int PORT = 2;
  private static final int INODE = 9;

  private final Path proc;
  private final Map<Integer, Optional<Origin>> known = new LinkedHashMap<>();

  Origins(Path proc) {
    this.proc = proc;
  }

  /// Empty for the kernel itself, whose port is 0.
  Optional<Origin> of(int portId) {
    if (portId == 0) {
      return Optional.empty();
    }
    Optional<Origin> origin = known.get(portId);
    if (origin == null) {
      origin = Optional.of(new Origin(portId, program(portId)));
      if (known.size() == REMEMBERED) {
        known.clear();
      }
      if (origin.get().program().isPresent()) {
        known.put(portId, origin);
      }
    }
    return origin;
  }

  private Optional<String> program(int portId) {
    try {
      String inode = inode(Integer.toUnsignedString(portId));
      return inode == null ? Optional.empty() : holder("socket:[" + inode + "]");
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// Lines `sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode`.
  private String inode(String port) throws IOException {
    Path table = proc.resolve("thread-self/net/netlink");
    for (String row : Files.readString(table, StandardCharsets.US_ASCII).split("\n")) {
      String[] fields = row.strip().split("\\s+");
      if (fields.length > INODE && fields[PORT].equals(port) && fields[1].equals("12")) {
        return fields[INODE];
      }
    }
    return null;
  }

  private Optional<String> holder(String socket) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, socket)) {
          return Optional.of(Files.readString(process.resolve("comm")).strip());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String socket) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.readSymbolicLink(file).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException gone) {
      // ended meanwhile, or somebody else's
    }
    return false;
  }
}
