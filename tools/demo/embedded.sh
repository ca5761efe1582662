# SPDX-License-Identifier: Apache-2.0
# Without a kernel to show it on: the shipped captures. Sourced by demo.

embedded() {
  step "The embedded demo: captures through the FTP helper and an in-memory connection table"
  say "not shown: a firewall, a server and a client on this kernel, because $1"
  local capture
  for capture in ftp-lab4-pasv ftp-lab4-port-split ftp-lab6-eprt attack-lab4-ftp attack-lab4-ftpunsol; do
    show "$bin/relatd" replay "testdata/pcaps/ftp/$capture.pcap"
  done
  say "the same session from both sides of a router that translates addresses:"
  show "$bin/relatd" replay --nat-pair testdata/pcaps/ftp/ftp-lab4-snat-port-grow.outside.pcap \
    testdata/pcaps/ftp/ftp-lab4-snat-port-grow.inside.pcap
  step "Done: each line is what the kernel would be told to expect, or why it is not"
  exit 0
}
