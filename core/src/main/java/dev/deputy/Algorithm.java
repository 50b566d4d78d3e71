package dev.deputy;

import org.jspecify.annotations.Nullable;

/** How a token can be signed: the algorithms of RFC 7518 and RFC 8037 that Supabase signs with. */
public enum Algorithm {
    /** HMAC with SHA-256 and the project's secret. */
    HS256("HS256", "HmacSHA256"),
    /** ECDSA on the curve P-256 with SHA-256; what new projects use. */
    ES256("ES256", "SHA256withECDSAinP1363Format"),
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256("RS256", "SHA256withRSA"),
    /** Ed25519. */
    EDDSA("EdDSA", "Ed25519");

    private final String jose;
    private final String jca;

    Algorithm(String jose, String jca) {
        this.jose = jose;
        this.jca = jca;
    }

    /** The algorithm's name in a token's header, compared exactly. */
    static @Nullable Algorithm named(String jose) {
        for (Algorithm algorithm : values()) {
            if (algorithm.jose.equals(jose)) {
                return algorithm;
            }
        }
        return null;
    }

    /** The algorithm's name in a token's header. */
    @Override
    public String toString() {
        return jose;
    }

    String jca() {
        return jca;
    }
}
