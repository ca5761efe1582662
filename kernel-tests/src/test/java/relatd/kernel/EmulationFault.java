// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// An emulated processor now and then takes code that another one has just patched for an unknown
/// instruction, or faults on the first byte of a method that was just compiled (an instance's
/// method begins 32 bytes on, behind the check of its class); the Java virtual machine on it ends.
/// Nothing of ours is wrong then, and what it happened to is played once more.
///
/// A program that reads where it must not ends with SIGSEGV, too, but within a method or in a
/// library: that stays a failure.
final class EmulationFault {
  private static final Pattern FAULT =
      Pattern.compile(
          " SIGILL | SIGSEGV .*Problematic frame:\\W+J \\d[^\\n]* \\[0x[0-9a-f]+\\+0x0*(20)?\\]",
          Pattern.DOTALL);

  private EmulationFault() {}

  /// Whether a virtual machine's last words, somewhere in a text, tell of one.
  static boolean isIn(String text) {
    return FAULT.matcher(text).find();
  }

  /// The verdicts of an attempt, or of a second one when the first met a fault.
  static List<Verdict> outlived(Supplier<List<Verdict>> attempt) {
    List<Verdict> verdicts = attempt.get();
    return verdicts.stream().anyMatch(verdict -> isIn(verdict.why())) ? attempt.get() : verdicts;
  }
}
