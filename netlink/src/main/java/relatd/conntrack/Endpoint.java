// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// An address and a port (0 to 65535).
public record Endpoint(Address address, int port) {
  @Override
  public String toString() {
    return address.family() == Family.INET ? address + ":" + port : "[" + address + "]:" + port;
  }
}
