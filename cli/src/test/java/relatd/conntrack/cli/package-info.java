// SPDX-License-Identifier: Apache-2.0
/// Tests of the program conntrack: recordings of 1.4.7, the living original, schemas.
package relatd.conntrack.cli;
