// SPDX-License-Identifier: Apache-2.0
/// The Amanda helper: reads the answers of a backup client to its server.
///
/// `AmandaSession` finds the line that names ports and offers each. Pure; one per connection.
package relatd.helper.amanda;
