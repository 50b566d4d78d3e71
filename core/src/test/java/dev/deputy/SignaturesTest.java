package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signatures of {@code signatures.txt}: each is accepted or refused as it says there. */
class SignaturesTest {

    record Vector(String algorithm, String key, boolean valid, String name, String messageHex, String signatureHex) {
        @Override
        public String toString() {
            return algorithm + ": " + name;
        }

        boolean isAccepted() {
            return isAcceptedBy(check());
        }

        boolean isAcceptedBy(SigningKey.Check check) {
            byte[] message = HexFormat.of().parseHex(messageHex);
            byte[] signature = HexFormat.of().parseHex(signatureHex);
            try {
                return check.passes(message, message.length, signature);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        SigningKey.Check check() {
            return algorithm.equals("HS256")
                    ? new HmacSecret(HexFormat.of().parseHex(key))::verifies
                    : signingKey()::verifies;
        }

        private SigningKey signingKey() {
            String[] parts = key.split(",", -1);
            String parameters =
                    switch (algorithm) {
                        case "ES256" ->
                            "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + parts[0] + "\",\"y\":\"" + parts[1];
                        case "RS256" -> "\"kty\":\"RSA\",\"n\":\"" + parts[0] + "\",\"e\":\"" + parts[1];
                        default -> "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + parts[0];
                    };
            KeySet keys = KeySet.parse("{\"keys\":[{\"kid\":\"k\"," + parameters + "\"}]}");
            return Objects.requireNonNull(keys.find("k"));
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream file = Objects.requireNonNull(SignaturesTest.class.getResourceAsStream("signatures.txt"))) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            return lines.stream().map(SignaturesTest::vector);
        }
    }

    private static Vector vector(String line) {
        String[] fields = line.split(Pattern.quote(" | "), -1);
        return new Vector(fields[0], fields[1], fields[2].equals("valid"), fields[3], fields[4], fields[5]);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_signature_is_accepted_if_and_only_if_it_is_valid(Vector vector) {
        assertThat(vector.isAccepted()).isEqualTo(vector.valid());
    }

    /** What is kept from one signature to the next must not know anything of it. */
    @Test
    void one_key_tells_them_apart_in_any_order_and_on_several_threads_at_once() throws Exception {
        Map<String, SigningKey.Check> checks = new ConcurrentHashMap<>();
        List<Vector> vectors = vectors().toList();
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            List<Vector> shuffled = new ArrayList<>(vectors);
            Collections.shuffle(shuffled, new Random(thread));
            work.add(() -> {
                for (Vector vector : shuffled) {
                    SigningKey.Check check =
                            checks.computeIfAbsent(vector.algorithm() + vector.key(), key -> vector.check());
                    assertThat(vector.isAcceptedBy(check)).as("%s", vector).isEqualTo(vector.valid());
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(checks.size()).isLessThan(vectors.size());
    }

    @Test
    void there_are_good_and_bad_ones_of_every_algorithm() throws IOException {
        assertThat(vectors().map(vector -> vector.algorithm() + vector.valid()).distinct())
                .hasSize(8);
        assertThat(vectors().count()).isGreaterThan(200);
    }

    @Test
    void only_the_signed_part_of_a_buffer_counts() {
        byte[] secret = "a secret".getBytes(StandardCharsets.UTF_8);
        byte[] buffer = "signed, and more".getBytes(StandardCharsets.UTF_8);
        HmacSecret hmac = new HmacSecret(secret);

        assertThat(hmac.verifies(buffer, 6, TestIssuer.hmac("HmacSHA256", secret, "signed")))
                .isTrue();
        assertThat(hmac.verifies(buffer, 7, TestIssuer.hmac("HmacSHA256", secret, "signed")))
                .isFalse();
    }
}
