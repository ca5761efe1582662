# SPDX-License-Identifier: Apache-2.0
# Debian packages that a script needs. Sourced by build, check and demo.

# need_packages NAME...: installs what is missing, naming it first; without root it only names it. 1 when something is missing afterwards.
need_packages() {
  local package missing=()
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "missing packages (install them as root): ${missing[*]}" >&2
    return 1
  fi
  echo "installing packages: ${missing[*]}" >&2
  apt-get update -qq >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 || {
    echo "could not install: ${missing[*]}" >&2
    return 1
  }
}
