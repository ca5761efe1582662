// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Sums up the test reports under a directory (`./check` runs this file): the failures, what was
/// skipped for which reason, and as last line `N passed, N failed, N skipped`.
final class Summary {
  private static final int SHOWN = 100;

  private final List<String> failures = new ArrayList<>();
  private final Map<String, List<String>> skipped = new TreeMap<>();
  private int passed;

  public static void main(String[] args) throws Exception {
    Summary summary = new Summary();
    if (Files.isDirectory(Path.of(args[0]))) {
      try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".xml")).sorted().toList()) {
          summary.read(file);
        }
      }
    }
    System.exit(summary.print() ? 0 : 1);
  }

  private void read(Path file) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      judge((Element) cases.item(i));
    }
  }

  private void judge(Element one) {
    String owner = one.getAttribute("classname");
    String name = owner.substring(owner.lastIndexOf('.') + 1) + ": " + one.getAttribute("name");
    Element skip = child(one, "skipped");
    Element failure = child(one, "failure") != null ? child(one, "failure") : child(one, "error");
    if (failure != null) {
      failures.add(name + "\n    " + firstLines(failure.getAttribute("message")));
    } else if (skip != null) {
      String why = reason(skip);
      skipped
          .computeIfAbsent(why, _ -> new ArrayList<>())
          .add(name);
    } else {
      passed++;
    }
  }

  /// Without JUnit's own words and stack trace; surefire has the text in either of two places.
  private static String reason(Element skip) {
    String told = skip.getAttribute("message");
    String text = told.isBlank() ? skip.getTextContent() : told;
    return text.strip()
        .replaceFirst("^[\\w.]+Exception: ", "")
        .replaceFirst("^Assumption failed: ", "")
        .replaceFirst("(?s)\n\\s*at .*", "");
  }

  private static Element child(Element parent, String tag) {
    return (Element) parent.getElementsByTagName(tag).item(0);
  }

  private static String firstLines(String text) {
    return String.join("\n    ", text.strip().lines().limit(4).toList());
  }

  /// @return whether nothing failed and something was tested
  private boolean print() {
    failures.stream().limit(SHOWN).forEach(one -> System.out.println("FAILED " + one));
    skipped.forEach(
        (why, names) -> {
          System.out.println("skipped: " + why);
          names.stream().limit(SHOWN).forEach(name -> System.out.println("    " + name));
        });
    int skips = skipped.values().stream().mapToInt(List::size).sum();
    System.out.printf("%d passed, %d failed, %d skipped%n", passed, failures.size(), skips);
    return failures.isEmpty() && passed > 0;
  }
}
