// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.Family;
import relatd.helper.HelperCatalog;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.engine.AttachedType;
import relatd.netlink.NetlinkException;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// What the log says when the kernel refuses a helper.
class HelperRefusalTest {
  @Test
  void theOriginalsLineIsFollowedByTheCure() {
    ConfiguredHelper ftp =
        ConfiguredHelper.of(HelperCatalog.installed().byName("ftp").orElseThrow());
    AttachedType type = new AttachedType(ftp, Family.INET, Transport.TCP, 3, 0);
    NetlinkException busy =
        new NetlinkException(
            Operation.of("update helper ftp").cure(Errno.EBUSY, "unload nf_conntrack_ftp"),
            Errno.EBUSY.number(),
            "");
    assertThat(HelperService.refused(type, busy).lines())
        .containsExactly(
            "trying to configure cthelper `ftp': Device or resource busy",
            "cannot update helper ftp: Device or resource busy (EBUSY); unload nf_conntrack_ftp");
  }
}
