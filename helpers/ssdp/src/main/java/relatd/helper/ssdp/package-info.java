// SPDX-License-Identifier: Apache-2.0
/// The SSDP helper: follows a UPnP control point from its search over the description of a device
/// to the events that the device sends.
///
/// `SsdpHelper` tells the kinds of connections apart, `SearchSession` reads datagrams,
/// `EventSession` the TCP connections that follow, `HttpUrl` what both name. All are pure; one
/// session per connection.
package relatd.helper.ssdp;
