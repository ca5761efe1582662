// SPDX-License-Identifier: Apache-2.0
/// The program nfct: helper objects and timeout policies of the kernel, in the words and layouts of
/// nfct 1.4.7.
///
/// `relatd.cli.Main` calls `Nfct`; words are checked before a socket is opened, so that a wrong
/// call needs neither privilege nor native code. Main thread only.
package relatd.nfct.cli;
