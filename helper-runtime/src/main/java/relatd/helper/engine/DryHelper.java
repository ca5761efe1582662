// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Family;
import relatd.helper.Decision;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// A helper of a dry run: concludes what the real one does, and touches nothing. No packet is
/// changed, held or dropped, no connection kept.
record DryHelper(Helper helper) implements Helper {

  @Override
  public String name() {
    return helper.name();
  }

  @Override
  public Set<Transport> transports() {
    return helper.transports();
  }

  @Override
  public Set<Family> families() {
    return helper.families();
  }

  @Override
  public Set<Integer> ports() {
    return helper.ports();
  }

  @Override
  public List<Policy> policies() {
    return helper.policies();
  }

  @Override
  public int window() {
    return helper.window();
  }

  @Override
  public int privateBytes() {
    return helper.privateBytes();
  }

  @Override
  public boolean followsExpected() {
    return helper.followsExpected();
  }

  @Override
  public boolean namesEndpoints() {
    return helper.namesEndpoints();
  }

  @Override
  public boolean refusalsAreEvents() {
    return helper.refusalsAreEvents();
  }

  @Override
  public Session open(Connection master, Options options) {
    return new DrySession(helper.open(master, options));
  }

  private static final class DrySession implements Session, Consumer<Decision> {
    private final Session session;
    private Consumer<Decision> decisions;

    DrySession(Session session) {
      this.session = session;
    }

    @Override
    public int inspect(Payload payload, Consumer<Decision> decisions) {
      this.decisions = decisions;
      return session.inspect(payload, this);
    }

    @Override
    public boolean mayAnnounce(Payload unread) {
      return false;
    }

    @Override
    public void accept(Decision decision) {
      switch (decision) {
        case Decision.Expect(var group, _) ->
            decisions.accept(new Decision.Expect(group, Optional.empty()));
        case Decision.Drop(String reason) -> decisions.accept(new Decision.Refuse(reason));
        case Decision.Rewrite _, Decision.DeliverTo _, Decision.KeepMaster _ -> {}
        case Decision.ExpectIfFree _,
            Decision.ExpectAcross _,
            Decision.Withdraw _,
            Decision.Refuse _,
            Decision.Opaque _,
            Decision.Done _ ->
            decisions.accept(decision);
      }
    }
  }
}
