#!/usr/bin/env bash
# Openbell beside etcd on this machine: durable creates against Put, Get against Range.
#
#   tests/bench/compare-etcd.sh [--rounds 3] [--seconds 3] [--json] [--write docs/performance.md]
#
# Needs etcd (Debian: etcd-server) and h2load (Debian: nghttp2-client). As root on Debian what is
# absent is fetched; otherwise the script says what to install and ends with 2, as it does when
# there is no disk to write to. Listens on loopback only, and removes what it made.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cannot() {
  echo "compare-etcd: $1" >&2
  exit 2
}

# The temporary folder may be memory, where a commit costs nothing and a comparison says nothing.
disk=
for folder in "${TMPDIR:-/tmp}" /var/tmp "$HOME"; do
  case $(stat -f -c %T "$folder" 2>/dev/null) in
    ext2/ext3 | xfs | btrfs) disk=$folder && break ;;
  esac
done
[ -n "$disk" ] || cannot "no ext4, xfs or btrfs below ${TMPDIR:-/tmp}, /var/tmp or $HOME; set TMPDIR"

work=$(mktemp -d "$disk/openbell-etcd-XXXXXX")
job=
finish() {
  # Everything that was started is in the process group of the one job.
  if [ -n "$job" ]; then
    kill -TERM -- "-$job" 2>/dev/null || true
    for _ in $(seq 50); do
      kill -0 -- "-$job" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$job" 2>/dev/null || true
    wait "$job" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

can_fetch() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

if ! command -v h2load >/dev/null; then
  can_fetch || cannot "h2load is missing: install nghttp2-client"
  { apt-get update && apt-get install -y --no-install-recommends nghttp2-client; } >"$work/log" 2>&1 ||
    cannot "nghttp2-client could not be installed: $(tail -n 1 "$work/log")"
fi

etcd=$(command -v etcd || true)
if [ -z "$etcd" ]; then
  can_fetch || cannot "etcd is missing: install etcd-server, or put an etcd 3.4 or newer in PATH"
  # Unpacked, not installed: the package would start a service.
  { apt-get update && (cd "$work" && apt-get download etcd-server) &&
    dpkg-deb -x "$work"/etcd-server_*.deb "$work/package"; } >"$work/log" 2>&1 ||
    cannot "etcd-server could not be fetched: $(tail -n 1 "$work/log")"
  etcd=$work/package/usr/bin/etcd
fi

node=$root/node_modules/.bin/node
[ -x "$node" ] || cannot "this checkout is not set up: npm run setup"

# A process group of its own, so that an interrupt reaches the children too.
set -m
TMPDIR=$work "$node" "$root/tests/bench/etcd/compare.ts" --etcd "$etcd" --folder "$work" "$@" &
job=$!
set +m
result=0
wait "$job" || result=$?
job=
exit "$result"
