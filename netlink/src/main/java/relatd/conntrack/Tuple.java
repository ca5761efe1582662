// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// Addresses and layer 4 identifiers of one direction of a connection (`struct
/// nf_conntrack_tuple`).
///
/// @param protocol layer 4 protocol number, 0 to 255 ([Protocol])
/// @param zone the zone of this direction alone (`CTA_TUPLE_ZONE`); 0 when the zone counts for both
public record Tuple(Address source, Address destination, int protocol, Layer4 layer4, int zone) {

  public Tuple {
    if (source.family() != destination.family()) {
      throw new IllegalArgumentException(
          "a tuple has one family: " + source + " and " + destination);
    }
  }

  public Tuple(Address source, Address destination, int protocol, Layer4 layer4) {
    this(source, destination, protocol, layer4, 0);
  }

  public static Tuple ofPorts(int protocol, Endpoint source, Endpoint destination) {
    return new Tuple(
        source.address(),
        destination.address(),
        protocol,
        new Layer4.Ports(source.port(), destination.port()));
  }

  public static Tuple tcp(Endpoint source, Endpoint destination) {
    return ofPorts(Protocol.TCP, source, destination);
  }

  public static Tuple udp(Endpoint source, Endpoint destination) {
    return ofPorts(Protocol.UDP, source, destination);
  }

  public Family family() {
    return source.family();
  }

  /// Source port or GRE key; 0 where the protocol has none.
  public int sourcePort() {
    return layer4 instanceof Layer4.Ports ports ? ports.source() : 0;
  }

  /// Destination port or GRE key; 0 where the protocol has none.
  public int destinationPort() {
    return layer4 instanceof Layer4.Ports ports ? ports.destination() : 0;
  }

  public Endpoint sourceEndpoint() {
    return new Endpoint(source, sourcePort());
  }

  public Endpoint destinationEndpoint() {
    return new Endpoint(destination, destinationPort());
  }

  /// The tuple that an untranslated answer has: ends exchanged, ICMP type answered
  /// (`nf_ct_invert_tuple`).
  public Tuple inverse() {
    Layer4 inverted =
        switch (layer4) {
          case Layer4.Ports(int from, int to) -> new Layer4.Ports(to, from);
          case Layer4.Icmp(int id, int type, int code) ->
              new Layer4.Icmp(id, Protocol.icmpAnswer(protocol, type), code);
          case Layer4.None none -> none;
        };
    return new Tuple(destination, source, protocol, inverted, zone);
  }
}
