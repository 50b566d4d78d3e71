#!/bin/bash
# How long the local Supabase and the notes service take from "java -jar" to the first answered request: medians of 5,
# after one start that warms the cache. Build first: mvn -DskipTests package. Wants an idle machine.
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# milliseconds URL COMMAND...: of one start
milliseconds() {
  local url=$1 begin end process
  shift
  begin=$(date +%s%N)
  "$@" >"$scratch/log" 2>&1 &
  process=$!
  until curl -sf -o /dev/null "$url"; do
    kill -0 "$process" || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.01
  done
  end=$(date +%s%N)
  kill "$process"
  wait "$process" || true # it ends with the signal
  echo $(((end - begin) / 1000000))
}

# median NAME URL COMMAND...
median() {
  local name=$1 all
  shift
  milliseconds "$@" >/dev/null
  all=$(for _ in 1 2 3 4 5; do milliseconds "$@"; done)
  echo "$name: $(sort -n <<<"$all" | sed -n 3p) ms (" $all ")"
}

local_supabase=(java -jar local/target/deputy-local.jar start --port 54399 --db-port 54398)
health=http://127.0.0.1:54399/auth/v1/health
median "local, ephemeral" "$health" "${local_supabase[@]}" --ephemeral
median "local, on a data folder" "$health" "${local_supabase[@]}" --data "$scratch/data"
median "notes with its own local" http://127.0.0.1:54397/open env PORT=54397 java -jar examples/notes/target/notes.jar
