#!/bin/sh
# Starts the node of this image when it holds its data directory against all other containers (docs/adr/0016).
#
# A node's own lock names a process, and containers can't see one another's processes. The kernel's lock on a file works
# between all containers of a machine. The node inherits the open file, so the kernel gives the lock back when the node
# ends, however it ends.
set -eu

# More replicas on one machine than anybody starts; without a bound a volume that can't be locked would fill with folders.
REPLICAS_MAX=1000

# Holds the directory $1 for this process; file 9 stays open over exec.
hold() {
  exec 9>>"$1/.container-lock"
  flock --nonblock 9
}

# The first directory of /data/1, /data/2, … that no other container holds.
hold_replica() {
  number=1
  while [ "$number" -le "$REPLICAS_MAX" ]; do
    TRIAD_DATADIR=$1/$number
    [ -d "$TRIAD_DATADIR" ] || mkdir -m 700 -p "$TRIAD_DATADIR"
    if hold "$TRIAD_DATADIR"; then return; fi
    number=$((number + 1))
  done
  echo "None of $REPLICAS_MAX directories in $1 could be locked." >&2
  exit 1
}

for word in "$@"; do
  # Who only asks needs no data.
  case $word in --help | --version) exec node /opt/triad/main.mjs "$@" ;; esac
done
if [ -n "${TRIAD_REPLICAS_IN:-}" ]; then
  hold_replica "$TRIAD_REPLICAS_IN"
  unset TRIAD_REPLICAS_IN
  export TRIAD_DATADIR
elif [ -w "$TRIAD_DATADIR" ] && ! hold "$TRIAD_DATADIR"; then
  # A directory that can't be written is refused by the node itself, with advice.
  echo "$TRIAD_DATADIR is in use by another container. Give each container a volume of its own, or set TRIAD_REPLICAS_IN." >&2
  exit 1
fi
exec node /opt/triad/main.mjs "$@"
