# SPDX-License-Identifier: Apache-2.0
# What the acts of the demo share: how it speaks, and the namespaces that it cleans up. Sourced by demo.

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' off=$'\e[0m'; else bold='' dim='' off=''; fi
step() { printf '\n%s== %s%s\n' "$bold" "$*" "$off"; }
say() { printf '%s\n' "   $*"; }
type_in() { printf '%s   %s%s\n' "$dim" "$*" "$off"; }
show() { type_in "\$ $*"; "$@" 2>&1 | sed 's/^/   /'; return "${PIPESTATUS[0]}"; }
fail() { printf '\nthe demo failed: %s\n' "$*" >&2; exit 1; }

# await WHAT COMMAND...: until it works; ten seconds at most.
await() {
  local what=$1 n; shift
  for n in $(seq 100); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  fail "waited in vain ($n times) for $what"
}

stage_spaces=()

# space NAME: a namespace of ours; its name is in $NAME afterwards.
space() {
  local real=rd$$-$1
  ip netns add "$real" 2>/dev/null || return 1
  stage_spaces+=("$real")
  printf -v "${1//-/}" %s "$real"
  ip -n "$real" link set lo up
}

# wire NAMESPACE DEVICE ADDRESS NAMESPACE DEVICE [ADDRESS]: a cable, both ends up.
wire() {
  ip link add name "$2" netns "$1" type veth peer name "$5" netns "$4"
  [ -z "$3" ] || ip -n "$1" addr add "$3" dev "$2"
  [ -z "${6-}" ] || ip -n "$4" addr add "$6" dev "$5"
  ip -n "$1" link set "$2" up
  ip -n "$4" link set "$5" up
}

open_stage() {
  work=$(mktemp -d)
  trap close_stage EXIT
  chmod 755 "$work"
  space probe
}

# empty_stage: ends what runs in the namespaces and removes them.
empty_stage() {
  local one
  for one in "${stage_spaces[@]}"; do
    ip netns pids "$one" 2>/dev/null | xargs -r kill -9 2>/dev/null
  done
  for one in "${stage_spaces[@]}"; do ip netns del "$one" 2>/dev/null; done
  stage_spaces=()
}

close_stage() { set +e; empty_stage; rm -rf "$work"; }

# ftp_server NAMESPACE PORTS: vsftpd with the manual's greeting; the server's data ports are FIRST-LAST.
ftp_server() {
  mkdir -p "$work/ftp/empty"; chmod 755 "$work/ftp"
  echo "this file came over a data connection that relatd announced" > "$work/ftp/hello.txt"
  cat > "$work/vsftpd.conf" <<F
listen=YES
background=NO
ftpd_banner=dummy FTP server
anonymous_enable=YES
anon_root=$work/ftp
secure_chroot_dir=$work/ftp/empty
seccomp_sandbox=NO
pasv_min_port=${2%-*}
pasv_max_port=${2#*-}
F
  ip netns exec "$1" vsftpd "$work/vsftpd.conf" >"$work/vsftpd.log" 2>&1 &
  disown
  await "the FTP server" ip netns exec "$1" bash -c 'exec 3<>/dev/tcp/127.0.0.1/21'
}
