// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// Plays scenarios inside the virtual machine and prints a verdict for each case, then `end`: what
/// stops before that line has not been played to its end.
final class InsideMain {
  static final String END = "end";

  private InsideMain() {}

  public static void main(String[] names) {
    for (Scenario scenario : Scenario.all()) {
      if (names.length == 0 || java.util.List.of(names).contains(scenario.name())) {
        scenario.play(verdict -> System.out.println(verdict.line()));
      }
    }
    System.out.println(END);
  }
}
