// SPDX-License-Identifier: Apache-2.0
package relatd.cthelper;

import java.time.Duration;

/// What the kernel grants the expectations of one class.
///
/// @param name 1 to 15 bytes
/// @param expectMax expectations of this class per connection, 0 to 255; 0: no limit; one more than
///   that drives the oldest out
/// @param expectTimeout lifetime of an expectation, in whole seconds
public record CtHelperPolicy(String name, int expectMax, Duration expectTimeout) {}
