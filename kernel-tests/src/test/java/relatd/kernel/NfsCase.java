// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// An NFSv3 mount: mount.nfs asks rpcbind for mountd and nfsd, and goes to both where they are.
///
/// @param mount what mountd is spoken to over; nfsd itself serves TCP only on today's kernels
record NfsCase(Transport mount, Family family, Translation translation) implements Exchange {
  static final Peer SERVER = NfsCase::serve;
  private static final String CONTENT = "mounted through the firewall\n";

  static List<NfsCase> all() {
    return List.of(
        new NfsCase(Transport.UDP, Family.INET, Translation.NONE),
        new NfsCase(Transport.TCP, Family.INET6, Translation.NONE));
  }

  /// All state is in file systems of the server's own.
  private static void serve(Lab lab) {
    String script =
        """
        set -e
        modprobe nfsd
        mount -t tmpfs none /run
        mount -t tmpfs none /var/lib/nfs
        mkdir -p /run/statd/sm /run/statd/sm.bak /var/lib/nfs/v4recovery /run/export
        touch /var/lib/nfs/etab /var/lib/nfs/rmtab
        chown -R statd /run/statd
        mount -t nfsd nfsd /proc/fs/nfsd
        mount -t tmpfs none /run/export
        printf '%s' >/run/export/file
        rpcbind -f &
        until [ -S /run/rpcbind.sock ]; do sleep 0.05; done
        rpc.statd -F --no-notify --state-directory-path /run/statd &
        exportfs -o ro,fsid=1,no_subtree_check,insecure '*:/run/export'
        rpc.nfsd --no-nfs-version 4 2
        exec rpc.mountd -F
        """
            .formatted(CONTENT.strip() + "\\n");
    Background server =
        lab.owns(
            lab.server().start(lab.directory().resolve("nfs.log"), List.of("sh", "-xc", script)));
    Await.until(
        "mountd and nfsd are registered",
        () ->
            List.of("100005", "100003").stream()
                .allMatch(program -> registered(lab).contains(" " + program + " ")),
        () -> server.output() + registered(lab));
  }

  private static String registered(Lab lab) {
    return lab.server().run("rpcinfo", Lab.serverAddress(Family.INET)).out();
  }

  @Override
  public Service service() {
    return Service.RPC;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.RPC_PROGRAMS, Requirement.NFS_PROGRAMS);
  }

  @Override
  public Peer server() {
    return SERVER;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    String options =
        "vers=3,nolock,soft,timeo=50,retrans=1,retry=0,proto=%s,mountproto=%s"
            .formatted(netid(Transport.TCP), netid(mount));
    String server = family == Family.INET ? host : "[" + host + "]";
    String script =
        """
        modprobe nfs
        rpcinfo -T %s %s 100000 2>&1
        mount -t tmpfs none /mnt
        timeout 30 mount -v -t nfs -o %s %s:/run/export /mnt && cat /mnt/file && umount /mnt
        """
            .formatted(netid(mount), host, options, server);
    return List.of("sh", "-c", script);
  }

  private String netid(Transport transport) {
    return transport.text() + (family == Family.INET ? "" : "6");
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("program 100000 version 4 ready")
        ? Optional.empty()
        : Optional.of("the port mapper answers");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return client.out().contains(CONTENT)
        ? Optional.empty()
        : Optional.of("a file of the mounted file system is read");
  }

  @Override
  public String toString() {
    return "NFSv3 mount %s %s %s".formatted(mount.text(), family.text(), translation);
  }
}
