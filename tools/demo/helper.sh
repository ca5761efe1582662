# SPDX-License-Identifier: Apache-2.0
# The second act: one firewall whose FTP helper is relatd's, in all four ways of opening a data connection. Sourced by demo.

helper_act() {
  step "Act two: one firewall, and the helper is relatd's: client 10.77.1.2 --- firewall --- 10.77.2.2 server"
  space client; space router; space server
  wire "$client" c0 10.77.1.2/24 "$router" r0 10.77.1.1/24
  wire "$server" s0 10.77.2.2/24 "$router" r1 10.77.2.1/24
  ip -n "$client" route add default via 10.77.1.1
  ip -n "$server" route add default via 10.77.2.1
  ip netns exec "$router" sysctl -qw net.ipv4.ip_forward=1
  helper_conf
  if ! ip netns exec "$router" "$bin/relatd" doctor "$work/relatd.conf" > "$work/doctor"; then
    sed 's/^/   /' "$work/doctor"
    embedded "the kernel lacks what helpers need"
  fi
  ftp_server "$server" 40000-40100

  ip netns exec "$router" "$bin/conntrackd" -C "$work/relatd.conf" >"$work/relatd.log" 2>&1 &
  disown
  await "the daemon" grep -q 'starting in' "$work/relatd.log"
  say "only the control connection and what is ESTABLISHED or RELATED passes; relatd doctor prints what is needed for the helper:"
  local line
  { echo "iptables -P FORWARD DROP"
    echo "iptables -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT"
    echo "iptables -A FORWARD -p tcp --dport 21 -m conntrack --ctstate NEW -j ACCEPT"
    sed -n '/^iptables$/,/^$/p' "$work/doctor" | sed -n 's/^  //p'
  } | while read -r line; do
    say "$line"
    # shellcheck disable=SC2086 # the line is a command of plain words
    ip netns exec "$router" $line
  done

  ip netns exec "$router" conntrack -E expect >"$work/events" 2>"$work/events.err" &
  disown
  await "conntrack -E" eval "ip netns pids '$router' | xargs -r ps -o comm= -p | grep -q '^conntrack\$'"
  say "passive (EPSV, PASV), then active mode (EPRT, PORT):"
  get || fail "no transfer with EPSV"
  get --disable-epsv || fail "no transfer with PASV"
  get --ftp-port - || fail "no transfer with EPRT"
  get --disable-eprt --ftp-port - || fail "no transfer with PORT"
  say "what the kernel was told to expect, in the words of Debian's conntrack -E expect:"
  await "four expectations" eval "[ \$(grep -c NEW '$work/events') -ge 4 ]"
  grep NEW "$work/events" | sed 's/^/   /'

  step "The negative twin: without relatd the control connection works and the data connection does not"
  show "$bin/conntrackd" -C "$work/relatd.conf" -k
  await "the daemon's end" eval "[ ! -e '$work/relatd.lock' ]"
  if limit=2 get --disable-epsv; then fail "the transfer passed without a helper"; fi
  empty_stage
}

helper_conf() {
  cat > "$work/relatd.conf" <<F
Helper {
    Setup yes
    Type ftp inet tcp {
        QueueNum 0
        QueueLen 10240
        Policy ftp {
            ExpectMax 1
            ExpectTimeout 300
        }
    }
}
General {
    LogFile off
    LockFile $work/relatd.lock
    UNIX { Path $work/relatd.ctl }
}
F
}

get() {
  type_in "\$ curl $* ftp://10.77.2.2/hello.txt"
  ip netns exec "$client" curl -sS -m "${limit:-10}" "$@" ftp://10.77.2.2/hello.txt 2>&1 | sed 's/^/   /'
  return "${PIPESTATUS[0]}"
}
