// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

/// What `conntrackd -s rsqueue` prints: [FtFw#listUnacknowledged] fills it.
public final class ResendText implements ResendListing {
  private final StringBuilder text = new StringBuilder();

  /// @param size [FtFw#unacknowledged]
  public ResendText(int size) {
    text.append("resent queue (len=").append(size).append(")\n");
  }

  @Override
  public void entry(int number) {
    text.append("object -> seq:").append(Integer.toUnsignedString(number)).append('\n');
  }

  @Override
  public void control(int number, int flags) {
    text.append("control -> seq:").append(Integer.toUnsignedString(number));
    text.append(" flags:").append(flags).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
