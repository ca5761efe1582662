// SPDX-License-Identifier: Apache-2.0
/// The vocabulary of connection tracking, and the kernel's side of it: system calls, netlink and
/// its subsystems.
///
/// `relatd.conntrack` and `relatd.text` are for everybody; whatever can open a socket is exported
/// to the engines alone, so that a helper's grammar that reaches for one does not compile.
module relatd.netlink {
  requires org.jnrproject.ffi;
  requires org.objectweb.asm;
  requires org.objectweb.asm.commons;

  exports relatd.conntrack;
  exports relatd.text;
  exports relatd.posix to
      relatd.helper,
      relatd.sync,
      relatd.cli;
  exports relatd.posix.cold to
      relatd.cli;
  exports relatd.netlink to
      relatd.helper,
      relatd.sync,
      relatd.cli;
  exports relatd.ctnetlink to
      relatd.helper,
      relatd.sync,
      relatd.cli;
  exports relatd.nfqueue to
      relatd.helper,
      relatd.cli;
  exports relatd.cthelper to
      relatd.helper,
      relatd.cli;
  exports relatd.cttimeout to
      relatd.cli;

  // jnr-ffi's generated classes, which are in no module, implement its interface.
  opens relatd.posix.cold;
}
