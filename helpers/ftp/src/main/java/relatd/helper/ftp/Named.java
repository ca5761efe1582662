// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import relatd.conntrack.Endpoint;
import relatd.helper.Announcement;

/// An endpoint that a line names, and how to write another one in its place.
///
/// @param endpoint as named; for a 229 the server's own address
/// @param announcement writes another endpoint over it
record Named(Endpoint endpoint, Announcement announcement) {}
