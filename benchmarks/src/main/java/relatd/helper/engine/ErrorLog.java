// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.function.Consumer;

/// Keeps errors and nothing else.
record ErrorLog(Consumer<String> errors) implements EngineLog {
  @Override
  public void info(String line) {}

  @Override
  public void notice(String line) {}

  @Override
  public void warning(String line) {}

  @Override
  public void error(String line) {
    errors.accept(line);
  }
}
