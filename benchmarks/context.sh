#!/bin/bash
# What the starter adds to an application's start, beside the same application with Spring's oauth2ResourceServer: from
# "java" to the first answered request (401), and the processor time until then. The two take turns; medians of ROUNDS (7),
# after one start each that warms the cache. Build first: mvn -DskipTests package. Wants an idle Linux machine.
set -eu
cd "$(dirname "$0")/.."
rounds=${ROUNDS:-7}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
port=54396
project=https://project.test # never asked: a request without a token needs no key
ticks=$(getconf CLK_TCK)

# start NAME VARIABLE...: prints "milliseconds processor-milliseconds"
start() {
  local name=$1 begin end process cpu
  shift
  local folder=benchmarks/context/$name/target
  begin=$(date +%s%N)
  env "$@" SERVER_PORT=$port java -cp "$folder/classes:$(cat "$folder/classpath")" \
    dev.deputy.benchmarks.context.Application >"$scratch/log" 2>&1 &
  process=$!
  until [ "$(curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:$port/me)" = 401 ]; do
    kill -0 "$process" || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.01
  done
  end=$(date +%s%N)
  cpu=$(awk '{print $14 + $15}' "/proc/$process/stat")
  kill "$process"
  wait "$process" || true # it ends with the signal
  echo $(((end - begin) / 1000000)) $((cpu * 1000 / ticks))
}

deputy() { start deputy SUPABASE_URL=$project; }
resource_server() {
  start resource-server \
    SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI=$project/auth/v1/.well-known/jwks.json \
    SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWSALGORITHMS=ES256 \
    SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES=authenticated
}

median() { sort -n | awk '{all[NR] = $1} END {print all[int((NR + 1) / 2)]}'; }

deputy >/dev/null
resource_server >/dev/null
for _ in $(seq "$rounds"); do
  deputy >>"$scratch/deputy"
  resource_server >>"$scratch/resource-server"
done
for name in deputy resource-server; do
  wall=$(cut -d' ' -f1 "$scratch/$name" | median)
  cpu=$(cut -d' ' -f2 "$scratch/$name" | median)
  echo "$name: $wall ms, of the processor $cpu ms ($(tr '\n' ',' <"$scratch/$name"))"
done
paste -d' ' "$scratch/deputy" "$scratch/resource-server" | awk '{print $1 / $3}' | median | sed 's/^/ratio of start-up, median of rounds: /'
paste -d' ' "$scratch/deputy" "$scratch/resource-server" | awk '{print $2 / $4}' | median | sed 's/^/ratio of processor time: /'
