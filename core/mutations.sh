#!/bin/bash
# Mutation tests of core's deciding classes, in parts, each with the tests that are about them: PIT tries each change of a
# class with each test that reaches it. Build first (mvn -pl core test-compile). The reports are in core/target/mutations.
# Arguments: the parts to run, all by default. On an idle machine a part takes two minutes or so, remote ten.
set -eu
cd "$(dirname "$0")/.."

# part NAME "CLASSES" "TESTS"
part() {
  local name=$1 classes="" tests="" class
  if [[ -n "$wanted" && " $wanted " != *" $name "* ]]; then return; fi
  for class in $2; do classes+="dev.deputy.$class,dev.deputy.$class\$*,"; done
  for class in $3; do tests+="dev.deputy.$class,"; done
  mvn -B -ntp -q -pl core -P'pitest,!accp' test-compile org.pitest:pitest-maven:1.22.0:mutationCoverage \
    "-DtargetClasses=${classes%,}" "-DtargetTests=${tests%,}" "-DreportsDirectory=$PWD/core/target/mutations/$name"
  awk -F, -v name="$name" '{ all++ } !/,(SURVIVED|NO_COVERAGE),/ { seen++ }
    END { printf "%s: %d of %d\n", name, seen, all }' "core/target/mutations/$name/mutations.csv"
}

wanted="$*"
bad="BadTokensTest GoodTokensTest"
part http "Gate Access AccessMode BearerCredential ApiKeys ApiKey Refusal Seldom CallerDemands KeyChecksum WebhookVerifier" \
  "GateTest GateDemandsTest AccessTest BearerCredentialTest ApiKeyGateTest KeyChecksumTest WebhookVerifierTest SeldomTest
  RelaxationsTest BadTokensTest"
part keys "FetchedKeys KeyTimes SigningKeys TokenBucket" "FetchedKeysTest KeyTimesTest TokenBucketTest KeySetTest"
part settings "SettingsCheck EnvironmentSettings SupabaseConfig Loopback ThirdPartyIssuer Hints" \
  "SupabaseConfigTest LoopbackTest ThirdPartyIssuersTest HintsTest RelaxationsTest KeyChecksumTest"
part readers "Json JsonObject Base64Url UuidText CommonNames SignedToken TokenHeader" \
  "JsonTest UuidTextTest Base64UrlTest KeySetTest $bad"
part claims "ClaimsRules LifeSpan VerifiedClaims TrustedIssuer LocalVerifier Caller" \
  "$bad RelaxationsTest ThirdPartyIssuersTest LifeSpanTest CallerTest GateDemandsTest HintsTest VerifiedTokensTest
  SupabaseConfigTest FetchedKeysTest KeyServerDrillTest"
part crypto "HmacSecret RsaSignature CurveSignature Crypto CryptoSelfTest Algorithm SigningKey Jwk KeySet" \
  "SignaturesTest KeySetTest CryptoTest GoodTokensTest"
part cache "VerifiedTokens RecentlyUsed TokenKey TokenHash Proof" "VerifiedTokensTest RecentlyUsedTest FetchedKeysTest"
part answers "UserAnswer CircuitBreaker RetryAfter" "RemoteAnswersTest CircuitBreakerTest"
part remote "RemoteVerifier Confirmations AuthServer ForgeryLimit" \
  "RemoteVerifierTest RemoteAnswersTest RemoteCacheTest ForgeryLimitTest"
