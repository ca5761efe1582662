// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;

/// A configuration file that was accepted, defaults filled in. At most one of `sync` and `stats` is
/// there; with none of the three sections the daemon has nothing to do.
public record Config(
    General general, Optional<Sync> sync, Optional<Stats> stats, Optional<HelperSection> helper) {}
