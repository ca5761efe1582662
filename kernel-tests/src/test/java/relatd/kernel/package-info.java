// SPDX-License-Identifier: Apache-2.0
/// Tests on a real kernel: namespaces in a row as a firewall sees the world, real FTP servers and
/// clients, and a virtual machine for what the running kernel lacks.
///
/// A scenario does not know JUnit: the same classes run under Surefire on this kernel (tag
/// `kernel`) and from `InsideMain` within the virtual machine (tag `vm`). One thread drives a
/// laboratory; everything that it starts or makes is removed by handle when it is closed.
package relatd.kernel;
