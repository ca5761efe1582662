// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.helper.Decision;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// Reads line after line and finds something in those that begin with an exclamation mark.
final class LineHelper implements Helper {
  private final String name;

  LineHelper() {
    this("line");
  }

  LineHelper(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(21);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("line", 1, 300));
  }

  @Override
  public int window() {
    return 256;
  }

  @Override
  public int privateBytes() {
    return 0;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new LineSession();
  }

  private static final class LineSession implements Session {
    @Override
    public int inspect(Payload payload, Consumer<Decision> decisions) {
      int read = 0;
      for (int end = payload.indexOf('\n', 0); end >= 0; end = payload.indexOf('\n', read)) {
        if (payload.u8(read) == '!') {
          decisions.accept(new Decision.Refuse(payload.text(read, end)));
        }
        read = end + 1;
      }
      return read;
    }
  }
}
