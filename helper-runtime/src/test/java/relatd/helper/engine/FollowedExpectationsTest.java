// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.helper.Offer;
import relatd.helper.Transport;
import relatd.helper.dispatch.Expectations;

/// What names a helper goes with the verdict, too, on kernels that need it there.
class FollowedExpectationsTest {
  private static final Connection MASTER = QueuedConversation.toFtp(Family.INET);

  private final List<String> done = new ArrayList<>();
  private final Expectations table =
      new Expectations() {
        @Override
        public Grant create(Expectation expectation) {
          done.add("create " + expectation.tuple().destinationPort());
          return expectation.tuple().destinationPort() == 9_999 ? Grant.TAKEN : Grant.CREATED;
        }

        @Override
        public void refresh(Expectation expectation) {
          done.add("refresh " + expectation.tuple().destinationPort());
        }

        @Override
        public void delete(Expectation expectation) {
          done.add("delete " + expectation.tuple().destinationPort());
        }
      };
  private final FollowedExpectations followed =
      new FollowedExpectations(table, true, new NatFunctions());

  @Test
  void oneThatNamesAHelperWaitsForItsPacketsVerdict() {
    assertThat(followed.create(offer(2_000).followedBy("ftp").build()))
        .isEqualTo(Expectations.Grant.CREATED);
    assertThat(followed.isWaiting()).isTrue();
    assertThat(done).containsExactly("create 2000");
    followed.begin();
    assertThat(followed.isWaiting()).isFalse();
  }

  @Test
  void othersDoNot() {
    followed.create(offer(2_000).build());
    followed.create(offer(9_999).followedBy("ftp").build());
    assertThat(followed.isWaiting()).isFalse();
    FollowedExpectations otherKernel = new FollowedExpectations(table, false, new NatFunctions());
    otherKernel.create(offer(2_000).followedBy("ftp").build());
    assertThat(otherKernel.isWaiting()).isFalse();
  }

  @Test
  void whatIsWithdrawnAtOnceIsNotMadeByTheVerdict() {
    Expectation expectation = offer(2_000).followedBy("ftp").build();
    followed.create(expectation);
    followed.delete(expectation);
    assertThat(followed.isWaiting()).isFalse();
    assertThat(done).containsExactly("create 2000", "delete 2000");
  }

  @Test
  void aLifeOfItsOwnIsSetOnceTheVerdictsAreSent() {
    followed.create(offer(2_000).followedBy("ftp").timeout(600).build());
    followed.begin();
    followed.create(offer(2_001).followedBy("ftp").build());
    followed.afterVerdicts();
    followed.afterVerdicts();
    assertThat(done).containsExactly("create 2000", "create 2001", "refresh 2000");
  }

  private static Offer offer(int port) {
    return Offer.by(MASTER, Direction.REPLY, Transport.TCP, port);
  }
}
