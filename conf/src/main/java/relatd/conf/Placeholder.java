// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// Replaced by the parser's result in the next commit.
record Placeholder() {}
