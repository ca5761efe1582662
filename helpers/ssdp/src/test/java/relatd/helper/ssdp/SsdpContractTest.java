// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

import java.util.List;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.conntrack.Protocol;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class SsdpContractTest extends HelperContract {
  SsdpContractTest() {
    super(new SsdpHelper(), "ssdp");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return SsdpRecipes.all();
  }

  /// Answers to whoever searched; a description at the answering device, on the port of HTTP, too;
  /// else the rule of all.
  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    if (expectation.tuple().protocol() == Protocol.UDP) {
      return isAnswerToAsker(event.connection(), expectation, 0, 0);
    }
    Connection answer = event.connection();
    boolean description =
        answer.protocol() == Protocol.UDP
            && expectation.tuple().destinationPort() == 80
            && expectation
                .tuple()
                .destination()
                .equals(answer.publicSelf(event.direction()).address())
            && expectation.tuple().source().equals(answer.peer(event.direction()).address());
    return description
        || super.isAllowed(event, expectation)
        || event.direction() == Direction.ORIGINAL && isRenewal(answer, expectation);
  }

  /// The connection itself once more.
  private static boolean isRenewal(Connection events, Expectation expectation) {
    return expectation.tuple().destination().equals(events.original().destination())
        && expectation.tuple().destinationPort() == events.original().destinationPort()
        && expectation.tuple().source().equals(events.original().source());
  }
}
