// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import relatd.conntrack.Expectation;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;

/// A helper as the configuration attaches it.
///
/// @param policies the configured numbers, position = class
/// @param dropOnNatFailure what becomes of a packet whose offer NAT makes impossible: dropped (the
///   peer would connect to a stranger), or passed
/// @param kernelAdjusts whether the kernel adjusts sequence numbers after a change of length (its
///   queue hands out conntracks, and the helper was attached by a CT rule)
public record ConfiguredHelper(
    Helper helper,
    List<Policy> policies,
    Options options,
    boolean dropOnNatFailure,
    boolean kernelAdjusts) {

  /// Milliseconds; TCP sends again after 200 at the earliest (RFC 6298 has a second).
  private static final int HOLD = 300;

  private static final int LONGEST_HOLD = 10_000;

  public ConfiguredHelper {
    policies = List.copyOf(policies);
  }

  /// A helper with its own defaults.
  public static ConfiguredHelper of(Helper helper) {
    return new ConfiguredHelper(helper, helper.policies(), Options.DEFAULTS, true, true);
  }

  /// The same with one more setting of its own.
  public ConfiguredHelper withSetting(String name, String value) {
    Map<String, String> settings = new HashMap<>(options.settings());
    settings.put(name, value);
    Options more =
        new Options(options.minPort(), options.minPortGiven(), options.redirectTo(), settings);
    return new ConfiguredHelper(helper, policies, more, dropOnNatFailure, kernelAdjusts);
  }

  /// Ports of its servers, in order.
  public Set<Integer> ports() {
    return new TreeSet<>(options.ports(helper.ports()));
  }

  /// How long a segment may wait for the rest of an offer.
  long holdNanos() {
    return Math.min(LONGEST_HOLD, options.number("Deadline", HOLD)) * 1_000_000L;
  }

  /// Seconds that an expectation will live.
  public int timeoutOf(Expectation expectation) {
    if (expectation.timeout() > 0 || expectation.policyClass() >= policies.size()) {
      return expectation.timeout();
    }
    return policies.get(expectation.policyClass()).expectTimeout();
  }

  /// The longest life, in seconds, that a class gives to its expectations.
  int longestTimeout() {
    int longest = 0;
    for (int i = 0; i < policies.size(); i++) {
      longest = Math.max(longest, policies.get(i).expectTimeout());
    }
    return longest;
  }
}
