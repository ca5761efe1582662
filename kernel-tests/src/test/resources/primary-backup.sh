#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What keepalived calls when a node becomes primary, backup or faulty: conntrackd's commands in the documented order, each of which has
# to have ended with 0. The program and its configuration are where such scripts have them, unless the environment says otherwise.
conntrackd=${CONNTRACKD_BIN:-/usr/sbin/conntrackd}
conf=${CONNTRACKD_CONFIG:-/etc/conntrackd/conntrackd.conf}
lock=${CONNTRACKD_LOCK:-/var/lock/conntrack.lock}

ask() {
  "$conntrackd" -C "$conf" "$@"
  if [ $? -eq 1 ]; then
    echo "conntrackd $* failed" >&2
    failed=1
  fi
}

failed=0
case $1 in
  primary)
    ask -c # the peer's states into the kernel
    ask -f # forget both caches
    ask -R # what the kernel has into the internal cache
    ask -B # and all of it to the backup
    ;;
  backup)
    "$conntrackd" -C "$conf" -s >/dev/null
    if [ $? -eq 1 ]; then
      # It does not run: it may have died and left its lock file.
      rm -f "$lock"
      ask -d
    fi
    ask -t # shorten the life of what is there
    ask -n # have the primary send everything
    ;;
  fault)
    ask -t
    ;;
  *)
    echo "usage: $0 primary|backup|fault" >&2
    failed=1
    ;;
esac
exit $failed
