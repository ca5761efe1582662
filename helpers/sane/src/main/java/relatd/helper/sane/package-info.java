// SPDX-License-Identifier: Apache-2.0
/// The SANE helper: follows the turns that client and scanner server take on a control connection.
///
/// `SaneSession` knows which request waits for its reply and reads the port in the reply to a
/// start. Pure; one per connection.
package relatd.helper.sane;
