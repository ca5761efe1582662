// SPDX-License-Identifier: Apache-2.0
/// Tests of the programs as a user starts them: in this JVM through their entry points, or as
/// processes of their own where the process matters. `Program` runs them both ways.
package relatd.cli;
