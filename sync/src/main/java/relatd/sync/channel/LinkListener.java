// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

/// Who is told when the links change, for the log.
public interface LinkListener {
  /// Another link than before is written to because the device of that one failed: notice ``device
  /// `NAME' becomes dedicated link``.
  void becameDedicated(String device);

  /// The link in use has failed, and there is none to take its place: error `no dedicated links
  /// available!`. Told once per failure.
  void noLinkLeft();
}
