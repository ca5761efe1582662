// SPDX-License-Identifier: Apache-2.0
package relatd.cthelper;

import java.util.List;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;

/// A userspace helper as registered in the kernel; name, family and protocol identify it.
///
/// @param name what `CT --helper` calls it; 1 to 15 bytes
/// @param protocol layer 4 protocol number
/// @param queueNumber the NFQUEUE that packets of helped connections go to
/// @param policies position = expectation class; 1 to 4
/// @param privateDataLength bytes of a connection's private data, 0 to 32
/// @param enabled whether packets are queued; otherwise they pass untouched
public record CtHelper(
    String name,
    Family family,
    int protocol,
    int queueNumber,
    List<CtHelperPolicy> policies,
    int privateDataLength,
    boolean enabled) {

  /// `NF_CT_HELPER_NAME_LEN` less the end mark.
  static final int NAME_BYTES = 15;

  static final int MOST_POLICIES = 4;

  public CtHelper {
    policies = List.copyOf(policies);
  }

  /// The same, packets passing untouched or not.
  public CtHelper withEnabled(boolean enabled) {
    return new CtHelper(name, family, protocol, queueNumber, policies, privateDataLength, enabled);
  }

  /// As people name it: `ftp inet tcp`.
  String title() {
    return title(name, family, protocol);
  }

  static String title(String name, Family family, int protocol) {
    return name + " " + family.text() + " " + Protocol.name(protocol);
  }
}
