// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import relatd.helper.Options;

/// What the configuration says, by the names of docs/helpers/sip.md.
///
/// @param directSignalling calls come from the registrar's address, not from anywhere
/// @param directMedia media flows between the two ends of the signalling, not with third hosts
/// @param externalMedia with third hosts: not where both ends are beyond the same device
/// @param earlyMedia media is expected from the offer on, not only once the call is answered
/// @param otherMedia `message` and `application` are media, too
/// @param rewrite texts are rewritten for translated connections
/// @param forcedPort under `rewrite`: a phone that names another port in its Via than it sends from
///   is answered there
/// @param timeout seconds that a connection is kept after each message
/// @param maxExpires the longest registration in seconds
record SipSettings(
    boolean directSignalling,
    boolean directMedia,
    boolean externalMedia,
    boolean earlyMedia,
    boolean otherMedia,
    boolean rewrite,
    boolean forcedPort,
    int timeout,
    int maxExpires) {

  static SipSettings of(Options options) {
    return new SipSettings(
        options.isOn("DirectSignalling", true),
        options.isOn("DirectMedia", true),
        options.isOn("ExternalMedia", false),
        options.isOn("EarlyMedia", true),
        options.isOn("OtherMedia", false),
        options.isOn("NatRewrite", false),
        options.isOn("ForcedPort", true),
        options.number("Timeout", 3_600),
        options.number("MaxExpires", 86_400));
  }
}
