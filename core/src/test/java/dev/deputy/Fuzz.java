package dev.deputy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What strangers send, for a fuzzer: {@code mvn -pl core -Pfuzz verify}. The first byte of the input chooses what the
 * rest is taken for. Whatever it is, it is read or refused, and nothing else happens.
 */
public final class Fuzz {

    private static final TokenVerifier VERIFIER = TestIssuer.verifier(TestIssuer.config());
    private static final String GOOD = TestIssuer.token(TestIssuer.ES256);
    private static final byte[] SECRET = TestIssuer.SECRET.getBytes(StandardCharsets.UTF_8);

    private Fuzz() {}

    /** Jazzer calls this method by its name. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] data = Arrays.copyOfRange(input, 1, input.length);
        String text = new String(data, StandardCharsets.ISO_8859_1);
        switch (input[0] & 7) {
            case 0 -> header(text);
            case 1 -> token(text);
            case 2 -> token(spliced(data));
            case 3 -> signedPayload(data);
            case 4 -> signedHeader(data);
            case 5 -> keySet(data);
            case 6 -> base64(data);
            default -> claim(data);
        }
    }

    private static void header(String field) {
        if (BearerCredential.read(List.of(field)) instanceof BearerCredential.Token token) {
            check(token.text().chars().allMatch(c -> c > ' ' && c < 0x7f), "a token with white space in it");
            check(field.contains(token.text()), "a token that was not there");
        }
    }

    /** Nothing that the fuzzer makes up is signed. */
    private static void token(String token) {
        try {
            Caller caller = VERIFIER.verify(token);
            check(token.equals(GOOD), "accepted a forged token of " + caller);
        } catch (InvalidTokenException e) {
            check(!e.reason().isForbidden(), "a forged token came as far as to be forbidden");
        }
    }

    /** A good token with a part of it replaced. */
    private static String spliced(byte[] data) {
        if (data.length < 3) {
            return GOOD;
        }
        int at = (((data[0] & 0xff) << 8) | (data[1] & 0xff)) % GOOD.length();
        int length = Math.min(data[2] & 0x1f, GOOD.length() - at);
        String insert = new String(data, 3, data.length - 3, StandardCharsets.UTF_8);
        return GOOD.substring(0, at) + insert + GOOD.substring(at + length);
    }

    private static void signedPayload(byte[] payload) {
        signed(TestIssuer.encode(TestIssuer.hs256Header()) + "." + TestIssuer.encode(payload));
    }

    private static void signedHeader(byte[] header) {
        signed(TestIssuer.encode(header) + "." + TestIssuer.encode(TestIssuer.claims()));
    }

    /** The value of a claim. */
    private static void claim(byte[] value) {
        byte[] end = ("," + TestIssuer.claims().substring(1)).getBytes(StandardCharsets.UTF_8);
        signedPayload(BadTokens.concat("{\"x\":".getBytes(StandardCharsets.UTF_8), value, end));
    }

    private static void signed(String signingInput) {
        try {
            Caller caller = VERIFIER.verify(TestIssuer.hs256(signingInput, SECRET));
            check(caller.role().equals("authenticated"), "another role");
            check(UuidText.read(caller.subject()) != null, "a subject that is no UUID");
            check(caller.expiresAt().isAfter(TestIssuer.NOW.minusSeconds(31)), "a token that is over");
            check(Json.object(caller.claimsAsJson()).size() >= caller.claims().size(), "claims that were not signed");
        } catch (InvalidTokenException e) {
            check(e.getCause() == null, "a cause that could tell something");
        }
    }

    private static void keySet(byte[] json) {
        try {
            KeySet keys = KeySet.parse(Json.text(json));
            keys.byId().forEach((kid, key) -> check(key.kid().equals(kid), "a key of another id"));
        } catch (MalformedException e) {
            check(e.getCause() == null, "a cause that could tell something");
        }
    }

    private static void base64(byte[] ascii) {
        try {
            byte[] bytes = Base64Url.decode(ascii);
            check(TestIssuer.encode(bytes).equals(new String(ascii, StandardCharsets.ISO_8859_1)), "a second spelling");
        } catch (MalformedException e) {
            check("not base64url".equals(e.getMessage()), "another message");
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
