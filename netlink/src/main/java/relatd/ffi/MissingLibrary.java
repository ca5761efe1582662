// SPDX-License-Identifier: Apache-2.0
package relatd.ffi;

/// A shared library that is not installed. The text says which package brings it.
public final class MissingLibrary extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingLibrary(String soname, String debianPackage) {
    super("cannot load " + soname + ": install it (Debian: apt install " + debianPackage + ")");
  }
}
