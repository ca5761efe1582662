// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import relatd.conf.Config;
import relatd.conf.ConfigReader;
import relatd.conf.HelperSection;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.HelperCatalog;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

class ConfiguredTypesTest {
  private static final String GENERAL =
      "General { LockFile /tmp/none UNIX { Path /tmp/none } LogFile off }\n";

  private final HelperCatalog catalog = new HelperCatalog(List.of(new NamedFtp()));

  @Test
  void aHelperThatIsNotInstalledIsNamedWithThePlaceForIt() {
    assertThatThrownBy(() -> types("Type slp inet udp { QueueNum 3 }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("helper `slp' is not installed")
        .hasMessageContaining("lib/helpers");
  }

  @Test
  void theConfigurationsNumbersWin() {
    AttachedType type =
        types(
            "Type ftp inet6 tcp { QueueNum 7 QueueLen 99 Policy ftp { ExpectMax 5 ExpectTimeout 9 } }");
    assertThat(type.queueNumber()).isEqualTo(7);
    assertThat(type.queueLength()).isEqualTo(99);
    assertThat(type.family()).isEqualTo(Family.INET6);
    assertThat(type.transport()).isEqualTo(Transport.TCP);
    assertThat(type.configured().policies()).containsExactly(new Policy("ftp", 5, 9));
  }

  @Test
  void optionsReachTheHelper() {
    Options options =
        types(
                """
                Type ftp inet tcp {
                  QueueNum 0
                  Option MinPort 2000
                  Option RedirectTo 10.9.0.0/16
                  Option OnNatFailure pass
                }
                """)
            .configured()
            .options();
    assertThat(options.minPort(1_024)).isEqualTo(2_000);
    assertThat(options.mayRedirectTo(Address.of("10.9.1.2"))).isTrue();
    assertThat(options.mayRedirectTo(Address.of("10.8.1.2"))).isFalse();
  }

  @Test
  void looseModeAllowsAnyThirdHost() {
    Options options =
        types("Type ftp inet tcp {\n QueueNum 0\n Option Loose on\n}").configured().options();
    assertThat(options.mayRedirectTo(Address.of("192.0.2.1"))).isTrue();
    assertThat(options.mayRedirectTo(Address.of("2001:db8::1"))).isTrue();
  }

  @Test
  void typesOnOneQueueAreToldApartByTheKernelsWordAndElseByThePort() {
    AttachedType type = types("Type ftp inet tcp { QueueNum 0 }");
    QueuePlan plan = QueuePlan.of(List.of(type)).getFirst();
    Connection other =
        Connection.of(
            Tuple.udp(
                new Endpoint(Address.of("10.0.0.1"), 5), new Endpoint(Address.of("10.0.0.2"), 21)));
    assertThat(plan.typeOf(other, "ftp")).isNull();
  }

  @Test
  void portsOfTheConfigurationTakeThePlaceOfTheHelpersOwn() {
    AttachedType own = types("Type ftp inet tcp { QueueNum 0 }");
    AttachedType other = types("Type ftp inet tcp {\n QueueNum 0\n Option Ports 2121 21\n}");
    assertThat(own.configured().ports()).containsExactly(21);
    assertThat(other.configured().ports()).containsExactly(21, 2_121);
  }

  @Test
  void onASharedQueueTheConfiguredPortsDecide() {
    AttachedType first = types("Type ftp inet tcp {\n QueueNum 0\n Option Ports 2121\n}");
    AttachedType second = types("Type ftp inet tcp {\n QueueNum 0\n Option Ports 2122\n}");
    QueuePlan plan = QueuePlan.of(List.of(first, second)).getFirst();
    assertThat(plan.typeOf(to(2_121), "")).isSameAs(first);
    assertThat(plan.typeOf(to(2_122), "")).isSameAs(second);
    assertThat(plan.typeOf(to(21), "")).isNull();
  }

  private static Connection to(int port) {
    Endpoint server = new Endpoint(Address.of("10.0.0.2"), port);
    return Connection.of(Tuple.tcp(new Endpoint(Address.of("10.0.0.1"), 5), server));
  }

  private AttachedType types(String text) {
    Config config =
        ConfigReader.standard()
            .parse("test", GENERAL + "Helper {\n" + text + "\n}\n")
            .config()
            .orElseThrow();
    HelperSection section = config.helper().orElseThrow();
    return ConfiguredTypes.of(section, catalog, true).getFirst();
  }

  /// As much of a helper as a configuration looks at.
  private static final class NamedFtp implements Helper {
    @Override
    public String name() {
      return "ftp";
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
      return List.of(new Policy("ftp", 1, 300));
    }

    @Override
    public int window() {
      return 1;
    }

    @Override
    public int privateBytes() {
      return 0;
    }

    @Override
    public Session open(Connection master, Options options) {
      throw new UnsupportedOperationException("no packets here");
    }
  }
}
