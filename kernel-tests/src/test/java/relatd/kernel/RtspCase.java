// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// GStreamer's rtspsrc plays a tone from GStreamer's RTSP server, over UDP.
record RtspCase(Family family, Translation translation) implements Exchange {
  private static final Peer SERVER = RtspCase::serve;

  static List<RtspCase> all(Translation... translations) {
    return Stream.of(Family.values())
        .flatMap(family -> Stream.of(translations).map(each -> new RtspCase(family, each)))
        .toList();
  }

  static boolean isInstalled() {
    String names =
        "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer, Gst;"
            + " Gst.init(None); exit(not Gst.ElementFactory.find('rtppcmapay'))";
    return Commands.exist("/usr/bin/python3") && Commands.run("/usr/bin/python3", "-c", names).ok();
  }

  private static void serve(Lab lab) {
    Background server =
        lab.owns(
            lab.server()
                .start(
                    lab.directory().resolve("rtsp.log"),
                    command("serve", Integer.toString(Service.RTSP.port()))));
    Await.until(
        "the RTSP server listens",
        () -> lab.server().listensOn(Service.RTSP.port()) || !server.isAlive(),
        server::output);
  }

  private static List<String> command(String... words) {
    Path script =
        Path.of(System.getProperty("relatd.root", "."), "kernel-tests/src/test/python/rtsp.py");
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/python3", script.toAbsolutePath().toString()));
    command.addAll(List.of(words));
    return command;
  }

  @Override
  public Service service() {
    return Service.RTSP;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.GSTREAMER);
  }

  @Override
  public Peer server() {
    return SERVER;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    String name = family == Family.INET ? host : "[" + host + "]";
    return command("play", "rtsp://%s:%d/tone".formatted(name, Service.RTSP.port()));
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("Sent PLAY request")
        ? Optional.empty()
        : Optional.of("the session is set up");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return client.out().contains("played") ? Optional.empty() : Optional.of("the tone arrives");
  }

  @Override
  public String toString() {
    return "GStreamer over RTSP %s %s".formatted(family.text(), translation);
  }
}
