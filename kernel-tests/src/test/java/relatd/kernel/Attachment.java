// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import relatd.helper.Transport;

/// A helper that a CT rule attaches to new control connections of one transport.
record Attachment(Transport transport, String helper) {}
