package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.BAD_SIGNATURE;
import static dev.deputy.InvalidTokenException.Reason.EXPIRED;
import static dev.deputy.InvalidTokenException.Reason.UNKNOWN_KEY;
import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.claimsWith;
import static dev.deputy.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private final FakeTime time = new FakeTime();
    private final AtomicInteger verifications = new AtomicInteger();
    private final SigningKeys keys = SigningKeys.fixed(KeySet.parse(TestIssuer.jwks(ES256)));
    private final ClaimsRules rules = ClaimsRules.ofProject(TestIssuer.config().build(), time);
    private final TrustedIssuer issuer = new TrustedIssuer(null, Set.of(Algorithm.ES256), keys, rules, new Hints(null));
    private final FakeBackground background = new FakeBackground(time);
    private final VerifiedTokens tokens = tokens(token -> {
        verifications.incrementAndGet();
        return issuer.prove(SignedToken.read(token));
    });

    private VerifiedTokens tokens(Function<String, Proof> verification) {
        return new VerifiedTokens(verification, token -> token.endsWith("cheap"), background);
    }

    private static String claims(int number) {
        return claimsWith("n", "" + number);
    }

    @Test
    void what_is_known_is_what_was_verified_and_holds() {
        String token = token(ES256);
        assertThat(tokens.known(token)).isEmpty();

        Proof proof = tokens.prove(token);
        assertThat(tokens.known(token)).containsSame(proof);
        assertThat(tokens.known(token + "A")).isEmpty();

        time.pass(Duration.ofDays(1));
        assertThat(tokens.known(token)).isEmpty();
        assertThat(verifications).hasValue(1);
    }

    @Test
    void a_token_is_verified_once() {
        String token = token(ES256);

        Proof first = tokens.prove(token);
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.prove(token)).isSameAs(first);
        }

        assertThat(verifications).hasValue(1);
        assertThat(tokens.count()).isEqualTo(1);
    }

    @Test
    void a_bad_token_is_verified_each_time_and_takes_no_room() {
        String good = token(ES256);
        tokens.prove(good);
        String bad = good.substring(0, good.length() - 4) + "AAAA";

        for (int i = 0; i < 1000; i++) {
            assertThatExceptionOfType(InvalidTokenException.class)
                    .isThrownBy(() -> tokens.prove(bad))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(BAD_SIGNATURE));
        }

        assertThat(tokens.count()).isEqualTo(1);
        assertThat(verifications).hasValue(1001);
        tokens.prove(good);
        assertThat(verifications).hasValue(1001);
    }

    @Test
    void a_token_is_forgotten_when_it_ends_whatever_the_clock_has_done_meanwhile() {
        String token = token(ES256, claimsWith("exp", "" + (TestIssuer.NOW.getEpochSecond() + 60)));
        tokens.prove(token);

        time.setWallClock(TestIssuer.NOW.plusSeconds(89));
        tokens.prove(token);
        assertThat(verifications).hasValue(1);

        time.setWallClock(TestIssuer.NOW.plusSeconds(90));
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> tokens.prove(token))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(EXPIRED));
    }

    @Test
    void what_other_keys_have_proven_is_proven_anew() {
        AtomicReference<KeySet> published = new AtomicReference<>(keys.known());
        SigningKeys changing = new SigningKeys() {
            @Override
            public KeySet known() {
                return Objects.requireNonNull(published.get());
            }

            @Override
            public SigningKey find(String kid) {
                throw new InvalidTokenException(UNKNOWN_KEY);
            }

            @Override
            public void prepare() {}
        };
        TrustedIssuer rotating = new TrustedIssuer(null, Set.of(Algorithm.ES256), changing, rules, new Hints(null));
        VerifiedTokens proven = tokens(token -> rotating.prove(SignedToken.read(token)));
        String token = token(ES256);
        proven.prove(token);

        published.set(KeySet.parse(TestIssuer.jwks(ES256, TestIssuer.RS256)));
        assertThat(proven.prove(token).provenBy()).isEqualTo(published.get());

        published.set(KeySet.parse(TestIssuer.jwks(TestIssuer.RS256)));
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> proven.prove(token))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(UNKNOWN_KEY));
        assertThat(proven.known(token)).isEmpty();
    }

    @Test
    void what_is_kept_is_bounded_and_large_claims_count_more() {
        VerifiedTokens bounded = tokens(token -> new Proof(claimsOf(token), rules.lifeSpan(), keys, keys.known()));
        String filler = "x".repeat(10_000);

        for (int i = 0; i < 5000; i++) {
            bounded.prove(filler + i);
        }

        assertThat(bounded.count()).isBetween(1000, 2000);
    }

    private static VerifiedClaims claimsOf(String text) {
        JsonObject claims = Json.read(("{\"x\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
        return new VerifiedClaims("s", null, "r", TestIssuer.NOW.plusSeconds(60), Algorithm.ES256, claims);
    }

    @Test
    void a_token_that_has_ended_is_forgotten_as_soon_as_that_is_seen() {
        String token = token(ES256);
        tokens.prove(token);
        time.setWallClock(TestIssuer.NOW.plusSeconds(3630));

        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> tokens.prove(token));
        assertThat(tokens.count()).isZero();
    }

    @Test
    void a_token_that_nobody_uses_is_forgotten_within_ten_minutes_and_then_nothing_runs_any_more() {
        String used = token(ES256);
        tokens.prove(used);
        tokens.prove(token(ES256, claims(1)));
        assertThat(tokens.count()).isEqualTo(2);

        for (int minute = 0; minute < 10; minute++) {
            background.pass(Duration.ofMinutes(1));
            tokens.prove(used);
        }
        assertThat(verifications).hasValue(2);
        assertThat(tokens.count()).isEqualTo(1);
        tokens.prove(token(ES256, claims(1)));
        assertThat(verifications).hasValue(3);

        background.pass(Duration.ofMinutes(15));
        assertThat(tokens.count()).isZero();
        assertThat(background.waiting()).isZero();
        tokens.prove(used);
        assertThat(background.waiting()).isEqualTo(1);
    }

    @Test
    void tokens_that_differ_in_any_character_are_different_tokens() {
        String good = token(ES256);
        tokens.prove(good);
        for (int i = 0; i < good.length(); i++) {
            String other = good.substring(0, i) + (good.charAt(i) == 'A' ? 'B' : 'A') + good.substring(i + 1);
            assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> tokens.prove(other));
            String shorter = good.substring(0, i) + good.substring(i + 1);
            assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> tokens.prove(shorter));
        }
        assertThat(tokens.count()).isEqualTo(1);
    }

    @Test
    void a_signature_under_other_claims_is_another_token_also_while_the_good_one_is_verified() throws Exception {
        String good = token(ES256);
        String stolen = TestIssuer.signingInput(ES256.header(), claims(1)) + good.substring(good.lastIndexOf('.'));
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch at = new CountDownLatch(1);
        VerifiedTokens slow = tokens(token -> {
            if (token.equals(good)) {
                at.countDown();
                await(go);
            }
            return issuer.prove(SignedToken.read(token));
        });
        List<Thread> threads = start(1, () -> slow.prove(good));
        await(at);
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> slow.prove(stolen))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(BAD_SIGNATURE));
        go.countDown();
        threads.get(0).join();
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> slow.prove(stolen));
        assertThat(slow.count()).isEqualTo(1);
    }

    @Test
    void a_key_of_the_cache_prints_nothing_of_the_token() {
        String token = token(ES256);
        assertThat(TokenKey.of(token))
                .isEqualTo(TokenKey.of(token))
                .asString()
                .startsWith("TokenKey[")
                .doesNotContain(token.substring(0, 20));
        assertThat(TokenKey.of("x")).isNotEqualTo(TokenKey.of(".x"));
    }

    @Test
    void no_token_is_kept() throws IllegalAccessException {
        String token = token(ES256);
        LocalVerifier verifier = TestIssuer.localVerifier(TestIssuer.config());
        verifier.verify(token);
        verifier.verify(token);

        String signature = token.substring(token.lastIndexOf('.') + 1);
        assertThat(textsReachableFrom(verifier))
                .contains(TestIssuer.claims()) // so the search does get to what is kept
                .noneMatch(text -> text.contains(signature));
    }

    /** All strings that our own objects, and the collections that they hold, lead to. */
    private static List<String> textsReachableFrom(Object start) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> open = new ArrayList<>(List.of(start));
        List<String> texts = new ArrayList<>();
        while (!open.isEmpty()) {
            Object object = open.remove(open.size() - 1);
            if (object == null || !seen.add(object)) {
                continue;
            }
            if (object instanceof String text) {
                texts.add(text);
            } else if (object instanceof byte[] bytes) {
                texts.add(new String(bytes, StandardCharsets.ISO_8859_1));
            } else if (object instanceof Map<?, ?> map) {
                open.addAll(map.keySet());
                open.addAll(map.values());
            } else if (object.getClass().getName().startsWith("dev.deputy")) {
                for (Field field : object.getClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        open.add(field.get(object));
                    }
                }
            }
        }
        return texts;
    }

    @Test
    void a_token_that_many_threads_bring_at_once_is_verified_once() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        VerifiedTokens slow = tokens(token -> {
            verifications.incrementAndGet();
            await(go);
            return issuer.prove(SignedToken.read(token));
        });
        String token = token(ES256);
        List<Proof> proofs = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = start(20, () -> proofs.add(slow.prove(token)));
        while (verifications.get() == 0 || threads.stream().anyMatch(VerifiedTokensTest::isOnItsWay)) {
            Thread.onSpinWait();
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(verifications).hasValue(1);
        assertThat(proofs).hasSize(20);
        assertThat(Set.copyOf(proofs)).hasSize(1);
    }

    @Test
    void a_token_that_is_cheap_to_verify_waits_for_nobody_and_is_known_afterwards() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch at = new CountDownLatch(1);
        VerifiedTokens slowAtFirst = tokens(token -> {
            if (verifications.incrementAndGet() == 1) {
                at.countDown();
                await(go);
            }
            return new Proof(claimsOf(token), rules.lifeSpan(), keys, keys.known());
        });
        List<Thread> threads = start(1, () -> slowAtFirst.prove("cheap"));
        await(at);
        Proof proof = slowAtFirst.prove("cheap");
        assertThat(slowAtFirst.known("cheap")).containsSame(proof);
        go.countDown();
        threads.get(0).join();

        assertThat(verifications).hasValue(2);
        assertThat(slowAtFirst.count()).isEqualTo(1);
    }

    @Test
    void cheap_tokens_are_those_of_hs256_as_far_as_the_last_header_tells() {
        String hmac = TestIssuer.hs256(TestIssuer.claims());
        SignedToken.read(hmac);
        assertThat(SignedToken.looksLikeHmac(hmac)).isTrue();
        assertThat(SignedToken.looksLikeHmac(token(ES256))).isFalse();
        assertThat(SignedToken.looksLikeHmac("x")).isFalse();

        SignedToken.read(token(ES256));
        assertThat(SignedToken.looksLikeHmac(token(ES256))).isFalse();
        assertThat(SignedToken.looksLikeHmac(hmac)).isFalse();
    }

    @Test
    void all_that_wait_for_a_verification_get_its_failure() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        VerifiedTokens slow = tokens(token -> {
            verifications.incrementAndGet();
            await(go);
            throw new AuthUnavailableException("down", Duration.ofSeconds(1), null);
        });
        AtomicInteger failures = new AtomicInteger();
        List<Thread> threads = start(20, () -> {
            try {
                slow.prove("token");
            } catch (AuthUnavailableException e) {
                failures.incrementAndGet();
            }
        });
        while (verifications.get() == 0 || threads.stream().anyMatch(VerifiedTokensTest::isOnItsWay)) {
            Thread.onSpinWait();
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).hasValue(20);
        assertThat(verifications).hasValue(1);
    }

    @Test
    void a_token_that_takes_long_keeps_no_other_waiting() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        VerifiedTokens slowForSome = tokens(token -> {
            if (token.equals("slow")) {
                await(go);
                throw new InvalidTokenException(BAD_SIGNATURE);
            }
            return issuer.prove(SignedToken.read(token));
        });
        List<Thread> threads = start(1, () -> {
            try {
                slowForSome.prove("slow");
            } catch (InvalidTokenException e) {
                // as it should be
            }
        });
        for (int i = 0; i < 200; i++) {
            slowForSome.prove(token(ES256, claims(i)));
        }
        go.countDown();
        threads.get(0).join();

        assertThat(slowForSome.count()).isEqualTo(200);
    }

    private static boolean isOnItsWay(Thread thread) {
        return thread.getState() != Thread.State.WAITING;
    }

    private static List<Thread> start(int count, Runnable work) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(work);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
