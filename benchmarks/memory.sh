#!/bin/bash
# What an idle local Supabase holds in memory, in MB: the JVM's resident set, and PostgreSQL's processes with memory that
# they share counted once. Linux only. Build first: mvn -DskipTests package. Arguments: flags for java.
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
java "$@" -jar local/target/deputy-local.jar start --port 0 --db-port 0 --data "$scratch/data" >"$scratch/out" 2>&1 &
jvm=$!
trap 'kill $jvm; wait $jvm || true; rm -rf "$scratch"' EXIT
until grep -q 'Ctrl-C stops it' "$scratch/out"; do
  kill -0 $jvm || { cat "$scratch/out" >&2; exit 1; }
  sleep 0.1
done
curl -sf -o /dev/null "$(sed -n 's/^ *API URL: //p' "$scratch/out")/auth/v1/health"
sleep 10

# kilobytes FIELD PROCESS...
kilobytes() {
  local field=$1 process
  shift
  for process; do sed -n "s/^$field: *\([0-9]*\) kB/\1/p" "/proc/$process/smaps_rollup" || true; done | paste -sd+ | bc
}

descendants() {
  local child
  for child in $(pgrep -P "$1"); do
    echo "$child"
    descendants "$child"
  done
}

heap=$(kilobytes Rss $jvm)
postgres=$(kilobytes Pss $(descendants $jvm))
echo "JVM $((heap / 1024)), PostgreSQL $((postgres / 1024)), together $(((heap + postgres) / 1024))"
