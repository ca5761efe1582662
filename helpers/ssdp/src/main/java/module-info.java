// SPDX-License-Identifier: Apache-2.0
/// The SSDP helper (UPnP Device Architecture): expects the answers to a search, the connection to
/// the description they name, and the events that a device sends to a callback.
module relatd.helper.ssdp {
  requires relatd.helper;

  provides relatd.helper.Helper with
      relatd.helper.ssdp.SsdpHelper;
}
