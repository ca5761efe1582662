// SPDX-License-Identifier: Apache-2.0
/// The program nfct: helper objects of the kernel, in the words and layouts of nfct 1.4.7.
package relatd.nfct.cli;
