// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.util.Optional;

/// The program that caused an event.
///
/// @param portId its netlink port, unsigned
/// @param program its name; empty when it has ended already
public record Origin(int portId, Optional<String> program) {}
