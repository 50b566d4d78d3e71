#!/bin/bash
# One verification beside the bare signature check, Nimbus, jose4j and Spring, with the JDK's cryptography and with
# Amazon's (ACCP), in units of the bare check by the same cryptography in the same run, and
# openssl's own figure for ES256, if it is there. Build first (mvn -DskipTests
# package; mvn -pl core test-compile brings ACCP). Wants an idle machine and 15 minutes; JAVA is the JVM to use.
set -eu
cd "$(dirname "$0")/.."
jar=benchmarks/target/benchmarks.jar
accp=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/software/amazon/cryptools" -name '*-linux-x86_64.jar' 2>/dev/null | sort | tail -1)
if [ -z "$accp" ]; then
  echo "Amazon's cryptography (ACCP) is not in the local Maven repository: mvn -pl core test-compile brings it" >&2
  exit 1
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# jmh NAME CLASSPATH JMH-OPTION...
jmh() {
  local name=$1 classpath=$2
  shift 2
  "${JAVA:-java}" -cp "$classpath" org.openjdk.jmh.Main VerificationBenchmark -f 1 -rf csv -rff "$scratch/$name.csv" "$@" \
    >"$scratch/$name.log" 2>&1 || { cat "$scratch/$name.log" >&2; exit 1; }
}

table() {
  awk -F, -v cryptography="$1" '
    FNR == 1 { next }
    { gsub(/"/, ""); sub(/.*\./, "", $1); score[$1, $NF] = $5; error[$1, $NF] = $6; names[$1]; algorithms[$NF] }
    END {
      for (algorithm in algorithms) {
        raw = score["rawSignatureOnly", algorithm]
        printf "%s, %s: the bare check takes %.2f µs", cryptography, algorithm, raw
        for (name in names)
          if (name != "rawSignatureOnly")
            printf "; %s %.3f (%.2f ± %.2f µs)", name, score[name, algorithm] / raw, score[name, algorithm], error[name, algorithm]
        print ""
      }
    }' "${@:2}"
}

for cryptography in JDK ACCP; do
  classpath=$jar
  if [ $cryptography = ACCP ]; then classpath=$jar:$accp; fi
  jmh "$cryptography-fast" "$classpath" -wi "${FAST_WARMUP:-1500}" -i "${FAST:-300}" -p algorithm=HS256,RS256
  jmh "$cryptography-slow" "$classpath" -wi "${SLOW_WARMUP:-40}" -i "${SLOW:-20}" -p algorithm=ES256
  table $cryptography "$scratch/$cryptography-fast.csv" "$scratch/$cryptography-slow.csv"
done
if command -v openssl >/dev/null; then
  openssl speed -seconds 5 ecdsap256 2>/dev/null | awk '/nistp256/ { printf "openssl, ES256: a check takes %.2f µs\n", 1e6 / $NF }'
fi
