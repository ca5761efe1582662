// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.List;

/// Steps over the words of a command line as GNU getopt_long does: plain words are skipped wherever
/// they stand, `--` ends the options, long names may be shortened while they are unique, values may
/// be attached (`-pudp`, `--protonum=udp`).
///
/// Better than 1.4.7: a value attached to an option whose value is optional counts (`-Lexpect`,
/// `--label-del=x`); there it is thrown away, and the option means everything.
final class OptionScanner {
  private final List<String> words;
  private ProtocolOptions protocol;
  private int at;
  private String cluster = "";
  private String word = "";
  private String value;

  OptionScanner(List<String> words) {
    this.words = words;
  }

  /// From now on the options of this protocol are known.
  void admit(ProtocolOptions options) {
    protocol = options;
  }

  /// The value of the last switch; null for none.
  String value() {
    return value;
  }

  /// The next switch; null at the end.
  Switch next() {
    value = null;
    if (!cluster.isEmpty()) {
      return fromCluster();
    }
    while (at < words.size()) {
      word = words.get(at++);
      if (word.equals("--")) {
        at = words.size();
      } else if (word.startsWith("--")) {
        return longOne();
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        cluster = word.substring(1);
        return fromCluster();
      }
    }
    return null;
  }

  private Switch fromCluster() {
    char letter = cluster.charAt(0);
    String rest = cluster.substring(1);
    Switch found = Command.of(letter);
    if (found == null) {
      found = Option.ofLetter(letter);
    }
    if (found == null) {
      throw new UsageException("unknown option `" + word + "'");
    }
    if (found.valueKind() == Option.Value.NONE) {
      cluster = rest;
      return found;
    }
    cluster = "";
    takeValue(found, rest.isEmpty() ? null : rest);
    return found;
  }

  private Switch longOne() {
    int equals = word.indexOf('=');
    Switch found = named(equals < 0 ? word.substring(2) : word.substring(2, equals));
    if (found == null || equals >= 0 && found.valueKind() == Option.Value.NONE) {
      throw new UsageException("unknown option `" + word + "'");
    }
    takeValue(found, equals < 0 ? null : word.substring(equals + 1));
    return found;
  }

  private void takeValue(Switch found, String attached) {
    value = attached;
    if (attached != null || found.valueKind() == Option.Value.NONE) {
      return;
    }
    boolean there = at < words.size();
    if (found.valueKind() == Option.Value.REQUIRED) {
      if (!there) {
        throw new UsageException("option `" + word + "' requires an argument");
      }
      value = words.get(at++);
    } else if (there && isPlain(words.get(at))) {
      value = words.get(at++);
    }
  }

  private static boolean isPlain(String next) {
    return !next.startsWith("-") && !next.startsWith("!");
  }

  /// Null when it is unknown or means several.
  private Switch named(String name) {
    Search search = new Search(name);
    for (Command command : Command.values()) {
      search.see(command.longName(), command, true);
    }
    for (Option option : Option.values()) {
      for (String candidate : option.names()) {
        search.see(candidate, option, !option.isOurs());
      }
    }
    if (protocol != null) {
      for (ProtocolOption option : ProtocolOption.values()) {
        for (String candidate : protocol.names(option)) {
          search.see(candidate, option, true);
        }
      }
    }
    return search.result();
  }

  /// An exact name wins, else the only one that begins like it.
  private static final class Search {
    private final String name;
    private Switch exact;
    private Switch begun;
    private boolean several;

    Search(String name) {
      this.name = name;
    }

    void see(String candidate, Switch target, boolean mayBeShortened) {
      if (candidate.equals(name)) {
        exact = target;
      } else if (mayBeShortened && candidate.startsWith(name)) {
        several |= begun != null && begun != target;
        begun = target;
      }
    }

    Switch result() {
      return exact != null ? exact : several ? null : begun;
    }
  }
}
