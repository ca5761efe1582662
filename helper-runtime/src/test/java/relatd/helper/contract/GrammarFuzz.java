// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.io.IOException;
import java.nio.file.Path;

/// What Jazzer runs (`helpers/fuzz`): each input is a conversation that a helper's contract has to
/// survive. Knows nothing of Jazzer, so that it compiles without.
///
/// The system property `relatd.fuzz.contract` names the helper's contract test.
public final class GrammarFuzz {
  private static HelperContract contract;

  private GrammarFuzz() {}

  /// Called once, by its name.
  public static void fuzzerInitialize() {
    contract = contract(System.getProperty("relatd.fuzz.contract"));
  }

  /// Called for each input, by its name.
  public static void fuzzerTestOneInput(byte[] input) {
    contract.survives(input);
  }

  /// Writes the first inputs: class name of the contract, directory to write to.
  public static void main(String[] args) throws IOException {
    contract(args[0]).writeFuzzSeeds(Path.of(args[1]));
  }

  private static HelperContract contract(String name) {
    try {
      var constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (HelperContract) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no contract test of a helper: " + name, e);
    }
  }
}
