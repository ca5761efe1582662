// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

/// Says nothing: for rehearsals, whose packets are nobody's.
enum SilentLog implements EngineLog {
  INSTANCE;

  @Override
  public void info(String line) {}

  @Override
  public void notice(String line) {}

  @Override
  public void warning(String line) {}

  @Override
  public void error(String line) {}
}
