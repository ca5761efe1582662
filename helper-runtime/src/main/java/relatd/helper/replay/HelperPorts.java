// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import relatd.conntrack.Connection;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;

/// Which helper a replayed connection gets: what the CT rules decide on a real machine, by the port
/// of the server.
public final class HelperPorts {
  private record Service(int protocol, int port) {}

  private final Map<Service, ConfiguredHelper> services = new HashMap<>();

  public HelperPorts() {}

  /// A helper on its own ports.
  public HelperPorts add(Helper helper) {
    for (int port : helper.ports()) {
      add(helper, port);
    }
    return this;
  }

  /// A helper on one more port.
  public HelperPorts add(Helper helper, int port) {
    return add(ConfiguredHelper.of(helper), port);
  }

  /// A helper with a configuration of its own.
  public HelperPorts add(ConfiguredHelper attached, int port) {
    for (Transport transport : attached.helper().transports()) {
      services.put(new Service(transport.number(), port), attached);
    }
    return this;
  }

  /// The same, each helper with one more setting.
  HelperPorts withSetting(String name, String value) {
    HelperPorts ports = new HelperPorts();
    services.forEach(
        (service, attached) -> ports.services.put(service, attached.withSetting(name, value)));
    return ports;
  }

  Optional<ConfiguredHelper> of(Connection connection) {
    ConfiguredHelper asked = server(connection.original(), connection.original().destinationPort());
    ConfiguredHelper answering = server(connection.reply(), connection.reply().sourcePort());
    return Optional.ofNullable(asked != null ? asked : answering)
        .filter(attached -> attached.helper().families().contains(connection.family()));
  }

  /// Whether a packet seen in the middle of a connection travels to a server.
  boolean isToServer(Tuple tuple) {
    boolean to = server(tuple, tuple.destinationPort()) != null;
    boolean from = server(tuple, tuple.sourcePort()) != null;
    return to || !from;
  }

  private ConfiguredHelper server(Tuple tuple, int port) {
    return services.get(new Service(tuple.protocol(), port));
  }
}
