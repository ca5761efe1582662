// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Arrays;

/// The helper of a connection (`CTA_HELP`).
///
/// @param info private data that a userspace helper stored with the connection; empty for none
public record AttachedHelper(String name, byte[] info) {

  private static final byte[] NOTHING = {};

  public AttachedHelper {
    info = info.clone();
  }

  public AttachedHelper(String name) {
    this(name, NOTHING);
  }

  @Override
  public byte[] info() {
    return info.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttachedHelper that
        && name.equals(that.name)
        && Arrays.equals(info, that.info);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(info);
  }

  @Override
  public String toString() {
    return "AttachedHelper[name=" + name + ", info=" + info.length + " bytes]";
  }
}
