#!/bin/sh
# Stands in for an agent whose daemon or device a node of the lab does not have. It has the agent's own metadata, keeps its
# state in a file, and is as strict as the real thing where order matters: what it stands on must run on this node when it
# starts, and nothing may stand on it when it stops.
: "${OCF_RESOURCE_INSTANCE:=none}"
type=$(basename "$0")
folder=/run/stand-in
state=$folder/$type.${OCF_RESOURCE_INSTANCE%%:*}
SUCCESS=0 GENERIC=1 UNIMPLEMENTED=3 NOT_RUNNING=7 RUNNING_PROMOTED=8

runs() { grep -qs "$2" "$folder/$1".*; }

fail() {
  echo "ocf-exit-reason:$1" >&2
  exit $GENERIC
}

needs() {
  case "$type:$OCF_RESKEY_device" in
    Filesystem:/dev/drbd*) runs drbd promoted || fail "$OCF_RESKEY_device is not promoted here" ;;
    Filesystem:/dev/my_vg/*) runs LVM-activate started || fail "the volume is not active here" ;;
    Filesystem:/dev/shared_vg/*) runs controld started || fail "the lock manager does not run here" ;;
    Filesystem:localhost:*) runs glusterd started || fail "the daemon does not run here" ;;
    nfsserver:*) runs Filesystem started || fail "the share is not mounted here" ;;
    exportfs:*) runs nfsserver started || fail "the server does not run here" ;;
    nfsnotify:*) runs exportfs started || fail "nothing is exported here" ;;
  esac
}

carries() {
  case "$type" in
    drbd | LVM-activate | controld | glusterd) runs Filesystem started && fail "$type is mounted here" ;;
    Filesystem) runs nfsserver started && fail "$type is served here" ;;
  esac
}

score() {
  case "$type" in
    drbd | mariadb | galera) crm_master -Q -l reboot "$@" ;;
  esac
}

monitor() {
  case "$(cat "$state" 2>/dev/null)" in
    promoted) return $RUNNING_PROMOTED ;;
    started) return $SUCCESS ;;
    *) return $NOT_RUNNING ;;
  esac
}

mkdir -p "$folder"
case "$1" in
  meta-data) exec "$0.real" meta-data ;;
  start)
    needs
    echo started >"$state"
    score -v 100
    ;;
  promote) echo promoted >"$state" ;;
  demote)
    carries
    echo started >"$state"
    ;;
  stop)
    carries
    rm -f "$state"
    score -D
    ;;
  monitor) monitor; exit $? ;;
  notify | validate-all) ;;
  *) exit $UNIMPLEMENTED ;;
esac
exit $SUCCESS
