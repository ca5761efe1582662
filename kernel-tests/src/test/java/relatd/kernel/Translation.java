// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// What the router does to the addresses of the control connection.
enum Translation {
  NONE("plain"),
  /// Clients appear as the router's outer address.
  SOURCE("SNAT"),
  /// The server is reached at the router's inner address.
  DESTINATION("DNAT");

  private final String title;

  Translation(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
