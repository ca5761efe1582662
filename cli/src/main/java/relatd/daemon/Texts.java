// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// What conntrackd prints about itself. The usage is the original's, for scripts that look at it;
/// the version names both.
final class Texts {
  static final String USAGE =
      """
      Connection tracking userspace daemon v1.4.7
      Usage: conntrackd [commands] [options]

      General commands:
        -d, run in daemon mode
        -C [configfile], configuration file path
        -v, display conntrackd version
        -h, display this help information

      Client mode commands:
        -c [ct|expect], commit external cache to conntrack table
        -f [internal|external], flush internal and external cache
        -F [ct|expect], flush kernel conntrack table
        -i [ct|expect], display content of the internal cache
        -e [ct|expect], display the content of the external cache
        -k, kill conntrack daemon
        -s  [network|cache|runtime|link|rsqueue|queue|ct|expect], dump statistics
        -R [ct|expect], resync with kernel conntrack table
        -n, request resync with other node (only FT-FW and NOTRACK modes)
        -B, force a bulk send to other replica firewalls
        -x, dump cache in XML format (requires -i or -e)
        -t, reset the kernel timeout (see PurgeTimeout clause)

      """;

  static final String VERSION =
      """
      Connection tracking userspace daemon v1.4.7. (relatd 0.1.0, Apache-2.0; same configuration, wire and commands)
      """;

  private Texts() {}
}
