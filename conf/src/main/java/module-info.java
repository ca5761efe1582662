// SPDX-License-Identifier: Apache-2.0
/// The conntrackd.conf language: text in, records and problems out. Knows nobody.
module relatd.conf {
  exports relatd.conf;
}
