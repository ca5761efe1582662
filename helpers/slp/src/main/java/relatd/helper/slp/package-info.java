// SPDX-License-Identifier: Apache-2.0
/// The service location helper: finds requests that a user agent sends to all agents.
///
/// `SlpHelper` knows the groups, `SlpRequest` the header. Both are pure.
package relatd.helper.slp;
