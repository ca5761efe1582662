# SPDX-License-Identifier: Apache-2.0
# The first act: the manual's testbed for expectations. fw-1 dies between PASV and the data connection. Sourced by demo.
#
#               192.168.0.100    192.168.1.100
#                        eth1    eth2
#                           fw-1
#                          /    \                FTP
#     client ------------ +      + ------------ server
#   192.168.0.2            \    /             192.168.1.2
#                           fw-2                          eth0: 10.0.0.1 and 10.0.0.2, the dedicated link

announced=41739

cluster_act() {
  step "The manual's testbed: two firewalls, one of them a spare; each machine is a network namespace"
  sed -n '/^# *192.168.0.100/,/eth0:/s/^# /  /p' "$here/tools/demo/cluster.sh"
  build_cluster
  if ! ip netns exec "$fw1" iptables -t raw -A PREROUTING -i eth1 -p tcp --dport 21 -j CT --helper ftp 2>/dev/null; then
    say "not shown: this kernel has no FTP helper of its own (nf_conntrack_ftp)"
    empty_stage
    return
  fi
  ip netns exec "$fw2" iptables -t raw -A PREROUTING -i eth1 -p tcp --dport 21 -j CT --helper ftp
  firewall_rules
  ftp_server "$server" $announced-$announced
  step "Act one: both firewalls run relatd"
  story "$bin/conntrackd" "$bin/conntrackd" on
  step "The negative twin: the same without ExpectationSync"
  story "$bin/conntrackd" "$bin/conntrackd" off
  if command -v conntrackd >/dev/null; then
    step "The spare is still the original: $(conntrackd -v | head -n 1)"
    story "$bin/conntrackd" conntrackd on
    step "The primary is still the original, the spare is relatd"
    story conntrackd "$bin/conntrackd" on
  else
    say "not shown: relatd beside the C conntrackd, which is not installed (package conntrackd)"
  fi
  empty_stage
}

build_cluster() {
  space client; space fw-1; space fw-2; space server
  ip -n "$client" link add lan type bridge; ip -n "$client" link set lan up
  ip -n "$server" link add wan type bridge; ip -n "$server" link set wan up
  ip -n "$client" addr add 192.168.0.2/24 dev lan; ip -n "$server" addr add 192.168.1.2/24 dev wan
  local node real
  for node in 1 2; do
    if [ $node = 1 ]; then real=$fw1; else real=$fw2; fi
    wire "$real" eth1 "192.168.0.1$node/24" "$client" port$node; ip -n "$client" link set port$node master lan
    wire "$real" eth2 "192.168.1.1$node/24" "$server" port$node; ip -n "$server" link set port$node master wan
    ip netns exec "$real" sysctl -qw net.ipv4.ip_forward=1
  done
  wire "$fw1" eth0 10.0.0.1/24 "$fw2" eth0 10.0.0.2/24
  ip -n "$client" route add default via 192.168.0.100
  ip -n "$server" route add default via 192.168.1.100
}

firewall_rules() {
  local rules="-P FORWARD DROP
-A FORWARD -m state --state RELATED -j ACCEPT
-A FORWARD -i eth2 -m state --state ESTABLISHED -j ACCEPT
-A FORWARD -i eth1 -p tcp -m tcp --dport 21 --tcp-flags FIN,SYN,RST,ACK SYN -m state --state NEW -j ACCEPT
-A FORWARD -i eth1 -p tcp -m state --state ESTABLISHED -j ACCEPT"
  say "the manual's rule-set, on both:"
  printf '%s\n' "$rules" | sed 's/^/   /'
  printf '%s\n' "$rules" | while read -r rule; do
    # shellcheck disable=SC2086 # the line is a command of plain words
    ip netns exec "$fw1" iptables $rule; ip netns exec "$fw2" iptables $rule
  done
  say "and on both, so that the kernel looks into FTP: -t raw -A PREROUTING -i eth1 -p tcp --dport 21 -j CT --helper ftp"
}

# promote NODE: what keepalived does with the floating addresses (the neighbours are told by forgetting).
promote() {
  local dying=$fw2 rising=$fw1
  [ "$1" = 1 ] || { dying=$fw1 rising=$fw2; }
  ip -n "$dying" addr del 192.168.0.100/24 dev eth1 2>/dev/null || true
  ip -n "$dying" addr del 192.168.1.100/24 dev eth2 2>/dev/null || true
  ip -n "$rising" addr add 192.168.0.100/24 dev eth1 2>/dev/null || true
  ip -n "$rising" addr add 192.168.1.100/24 dev eth2 2>/dev/null || true
  ip -n "$client" neigh flush dev lan; ip -n "$server" neigh flush dev wan
}

# node_conf N SYNC: writes $work/fw-N.conf.
node_conf() {
  cat > "$work/fw-$1.conf" <<F
Sync {
    Mode FTFW { }
    UDP {
        IPv4_address 10.0.0.$1
        IPv4_Destination_Address 10.0.0.$((3 - $1))
        Port 3780
        Interface eth0
        Checksum on
    }
    Options {
        ExpectationSync $2
    }
}
General {
    HashSize 32768
    HashLimit 131072
    LogFile $work/fw-$1.log
    LockFile $work/fw-$1.lock
    UNIX { Path $work/fw-$1.ctl }
    NetlinkBufferSize 2097152
    NetlinkBufferSizeMaxGrowth 8388608
    Filter From Userspace {
        Address Ignore { IPv4_address 127.0.0.1 IPv4_address 10.0.0.0/24 }
    }
}
F
}

# start_node N NAMESPACE CONNTRACKD SYNC
start_node() {
  rm -f "$work/fw-$1.lock" "$work/fw-$1.ctl" "$work/fw-$1.log"
  ip netns exec "$2" conntrack -F >/dev/null 2>&1
  node_conf "$1" "$4"
  # Practice before storms of events is for daemons that live longer than a scene.
  RELATD_JAVA_OPTIONS=-Drelatd.rehearsal=off ip netns exec "$2" "$3" -C "$work/fw-$1.conf" >/dev/null 2>&1 &
  disown
}

is_ready() { grep -q 'starting in' "$work/fw-$1.log"; }

# ask N NAMESPACE CONNTRACKD WORDS...: a client on a node, its output as it is.
ask() {
  local node=$1 space=$2 program=$3; shift 3
  type_in "root@fw$node# conntrackd $*"
  ip netns exec "$space" "$program" -C "$work/fw-$node.conf" "$@" | sed 's/^/   /'
}

# story CONNTRACKD-1 CONNTRACKD-2 SYNC: from the control connection to the listing; with SYNC off the data connection must not pass.
story() {
  local first=$1 second=$2 sync=$3 heard opened
  for cable in eth0 eth1 eth2; do ip -n "$fw1" link set $cable up; done
  promote 1
  start_node 1 "$fw1" "$first" "$sync"
  start_node 2 "$fw2" "$second" "$sync"
  await "fw-1's daemon" is_ready 1
  await "fw-2's daemon" is_ready 2

  control_connection
  ask 1 "$fw1" "$first" -i exp
  if [ "$sync" = on ]; then
    await "the expectation on fw-2" replicated "$second"
  else
    await "the control connection on fw-2" followed "$second"
  fi
  ask 2 "$fw2" "$second" -e exp
  [ "$sync" = on ] || say "(nothing: fw-2 knows the control connection only)"

  say "fw-1 dies: kill -9, cables out. The floating addresses move to fw-2"
  ip netns pids "$fw1" | xargs -r kill -9
  for cable in eth0 eth1 eth2; do ip -n "$fw1" link set $cable down; done
  promote 2
  ask 2 "$fw2" "$second" -c
  await "the commit" grep -q 'commit has taken' "$work/fw-2.log"
  type_in "root@fw2# tail -f fw-2.log"
  sed -n '/committing/,$p' "$work/fw-2.log" | sed 's/^/   /'

  data_connection && opened=yes || opened=no
  [ "$sync/$opened" = off/yes ] && fail "the data connection passed without ExpectationSync"
  [ "$sync/$opened" = on/no ] && fail "the data connection did not pass"
  if [ $opened = yes ]; then listing; else say "(it does not work, as the manual says)"; fi
  end_story
}

replicated() { ip netns exec "$fw2" "$1" -C "$work/fw-2.conf" -e exp | grep -q "dport=$announced"; }
followed() { ip netns exec "$fw2" "$1" -C "$work/fw-2.conf" -e | grep -q 'ESTABLISHED.*dport=21 .*ASSURED'; }

# The client's terminal 1: a control connection that stays open, fed through a pipe.
control_connection() {
  rm -f "$work/term-1" "$work/typed"; mkfifo "$work/typed"
  : > "$work/term-1"
  ip netns exec "$client" bash -c 'exec 5<>/dev/tcp/192.168.1.2/21; cat <&5 & cat >&5' \
    <"$work/typed" >>"$work/term-1" 2>&1 &
  disown
  exec 7>"$work/typed"
  type_in "(term-1) user@client\$ nc 192.168.1.2 21"
  hear '^220 '
  enter 'USER anonymous' '^331 '
  enter 'PASS nothing' '^230 '
  enter PASV '^227 '
}

hear() { await "the server's $1" grep -q "$1" "$work/term-1"; grep "$1" "$work/term-1" | tr -d '\r' | sed 's/^/   /'; }
enter() { type_in "$1"; printf '%s\r\n' "$1" >&7; hear "$2"; }

# The client's terminal 2: is the announced port open?
data_connection() {
  type_in "(term-2) user@client\$ nc -vvv 192.168.1.2 $announced"
  : > "$work/term-2"
  ip netns exec "$client" timeout 20 bash -c \
    "exec 6<>/dev/tcp/192.168.1.2/$announced && echo '192.168.1.2 $announced open' && cat <&6" \
    >>"$work/term-2" 2>/dev/null &
  disown
  local n
  for n in $(seq 20); do grep -q open "$work/term-2" && break; sleep 0.1; done
  if grep -q open "$work/term-2"; then sed 's/^/   /' "$work/term-2"; else say "... no answer after $((n / 10)) s"; return 1; fi
}

listing() {
  type_in "(term-1) LIST"
  printf 'LIST\r\n' >&7
  hear '^226 '
  type_in "(term-2)"
  await "the listing" grep -q hello.txt "$work/term-2"
  sed 1d "$work/term-2" | tr -d '\r' | sed 's/^/   /'
}

end_story() {
  exec 7>&-
  local one
  for one in "$fw1" "$fw2" "$client"; do ip netns pids "$one" | xargs -r kill -9 2>/dev/null || true; done
  await "the end of the scene" scene_over
}
scene_over() { [ -z "$(ip netns pids "$fw1"; ip netns pids "$fw2"; ip netns pids "$client")" ]; }
