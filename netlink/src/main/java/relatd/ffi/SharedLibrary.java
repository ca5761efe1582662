// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

/// A shared library by its full soname: the link without a version belongs to development packages.
public final class SharedLibrary {
  private SharedLibrary() {}

  /// Loads it for the rest of the program.
  ///
  /// @param debianPackage what to install when it is missing
  /// @throws MissingLibrary naming both
  @SuppressWarnings("restricted")
  public static SymbolLookup open(String soname, String debianPackage) {
    try {
      return SymbolLookup.libraryLookup(soname, Arena.global());
    } catch (IllegalArgumentException missing) {
      throw new MissingLibrary(soname, debianPackage);
    }
  }
}
