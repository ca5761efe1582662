// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.OptionalLong;

/// When a connection began and ended (`CTA_TIMESTAMP`), in nanoseconds since 1970.
///
/// @param stop empty while the connection lives
public record Timestamps(OptionalLong start, OptionalLong stop) {}
