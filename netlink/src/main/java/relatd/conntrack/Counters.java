// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// Traffic of one direction (`CTA_COUNTERS_*`); unsigned 64-bit numbers.
public record Counters(long packets, long bytes) {}
