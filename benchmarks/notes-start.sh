#!/bin/bash
# How long the notes service takes from "java" to its first 200, and what it then holds in memory, on Java 17 without and
# with class data sharing, on Java 25 without and with an ahead-of-time cache, beside a plain Spring Boot application of the
# same endpoints (benchmarks/plain). They take turns; medians of ROUNDS (5), after one start each that warms the cache. Some
# seven minutes.
# Build first: mvn -DskipTests package. JAVA_17 and JAVA_25 are the two JDKs' folders. Wants an idle Linux machine.
set -eu
cd "$(dirname "$0")/.."
java17=${JAVA_17:-${JAVA_HOME:-/usr/lib/jvm/java-17}}/bin/java
java25=${JAVA_25:-/usr/lib/jvm/java-25}/bin/java
for java in "$java17" "$java25"; do
  [ -x "$java" ] || { echo "$java is not there: set JAVA_17 and JAVA_25 to the folders of two JDKs" >&2; exit 1; }
done
rounds=${ROUNDS:-5}
port=54395
scratch=$(mktemp -d)
trap 'kill "$supabase" 2>/dev/null || true; wait || true; rm -rf "$scratch"' EXIT

# One Supabase for all, since the plain application wants to see its database when it starts.
"$java17" -jar local/target/deputy-local.jar start --ephemeral --port 0 --db-port 0 --project examples/notes >"$scratch/supabase" 2>&1 &
supabase=$!
until grep -q 'Ctrl-C stops it' "$scratch/supabase"; do
  kill -0 "$supabase" || { cat "$scratch/supabase" >&2; exit 1; }
  sleep 0.1
done
fact() { sed -n "s/^ *$1: //p" "$scratch/supabase"; }
database=$(fact 'Service DB URL')
login=${database#postgresql://}
login=${login%@*}
export PORT=$port SUPABASE_URL SUPABASE_PUBLISHABLE_KEY SUPABASE_DB_URL=$database
SUPABASE_URL=$(fact 'API URL')
SUPABASE_PUBLISHABLE_KEY=$(fact 'Publishable key')
export SPRING_DATASOURCE_URL=jdbc:postgresql://${database#*@} SPRING_DATASOURCE_USERNAME=${login%%:*} SPRING_DATASOURCE_PASSWORD=${login#*:}

for name in notes plain; do
  jar=$([ $name = notes ] && echo examples/notes/target/notes.jar || echo benchmarks/plain/target/plain.jar)
  (
    # The plain application's pool must not take these for its own, nor notes' the plain one's.
    [ $name = plain ] || unset SPRING_DATASOURCE_URL SPRING_DATASOURCE_USERNAME SPRING_DATASOURCE_PASSWORD
    "$java25" -Djarmode=tools -jar "$jar" extract --destination "$scratch/$name" >/dev/null
    cd "$scratch/$name"
    "$java17" -XX:ArchiveClassesAtExit=app.jsa -Dspring.context.exit=onRefresh -jar "$name.jar" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
    "$java25" -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh -jar "$name.jar" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
  )
done

# start NAME VARIANT: appends "milliseconds megabytes" to a file of the two's name
start() {
  local name=$1 variant=$2 begin end process java=$java25
  local -a flags=()
  case $variant in
    java17) java=$java17 ;;
    java17-sharing) java=$java17 flags=(-XX:SharedArchiveFile=app.jsa) ;;
    java25-cache) flags=(-XX:AOTCache=app.aot) ;;
  esac
  begin=$(date +%s%N)
  (
    cd "$scratch/$name"
    [ "$name" = plain ] || unset SPRING_DATASOURCE_URL SPRING_DATASOURCE_USERNAME SPRING_DATASOURCE_PASSWORD
    exec "$java" "${flags[@]}" -jar "$name.jar"
  ) >"$scratch/log" 2>&1 &
  process=$!
  until curl -sf -o /dev/null http://127.0.0.1:$port/open; do
    kill -0 "$process" || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.01
  done
  end=$(date +%s%N)
  echo "$(((end - begin) / 1000000)) $(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$process/status")" >>"$scratch/$name-$variant"
  kill "$process"
  wait "$process" || true # it ends with the signal
}

variants="java17 java17-sharing java25 java25-cache"
for round in $(seq 0 "$rounds"); do
  for variant in $variants; do
    start notes "$variant"
    start plain "$variant"
  done
  [ "$round" != 0 ] || rm "$scratch"/notes-java* "$scratch"/plain-java*
done

median() { sort -n | awk '{all[NR] = $1} END {print all[int((NR + 1) / 2)]}'; }
echo "| | notes: ms | MB | plain: ms | MB | ratio of start-up, median of rounds |"
echo "|---|---|---|---|---|---|"
for variant in $variants; do
  line="| $variant"
  for name in notes plain; do
    line="$line | $(cut -d' ' -f1 "$scratch/$name-$variant" | median) | $(cut -d' ' -f2 "$scratch/$name-$variant" | median)"
  done
  ratio=$(paste -d' ' "$scratch/notes-$variant" "$scratch/plain-$variant" | awk '{printf "%.2f\n", $1 / $3}' | median)
  echo "$line | $ratio |"
done
