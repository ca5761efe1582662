// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

/// Where the engine reports; called by several threads.
public interface EngineLog {
  void info(String line);

  void notice(String line);

  void warning(String line);

  void error(String line);
}
