package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.BAD_CLAIM;
import static dev.deputy.InvalidTokenException.Reason.BAD_SIGNATURE;
import static dev.deputy.InvalidTokenException.Reason.EXPIRED;
import static dev.deputy.InvalidTokenException.Reason.MALFORMED;
import static dev.deputy.InvalidTokenException.Reason.NOT_YET_VALID;
import static dev.deputy.InvalidTokenException.Reason.ROLE_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.UNKNOWN_KEY;
import static dev.deputy.InvalidTokenException.Reason.UNSUPPORTED;
import static dev.deputy.InvalidTokenException.Reason.WRONG_AUDIENCE;
import static dev.deputy.InvalidTokenException.Reason.WRONG_ISSUER;
import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.NOW;
import static dev.deputy.TestIssuer.RS256;
import static dev.deputy.TestIssuer.SECRET;
import static dev.deputy.TestIssuer.claims;
import static dev.deputy.TestIssuer.claimsWith;
import static dev.deputy.TestIssuer.claimsWithout;
import static dev.deputy.TestIssuer.encode;
import static dev.deputy.TestIssuer.hs256;
import static dev.deputy.TestIssuer.hs256Header;
import static dev.deputy.TestIssuer.signingInput;
import static dev.deputy.TestIssuer.token;
import static dev.deputy.TestIssuer.with;

import dev.deputy.InvalidTokenException.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Everything that must be refused, one bad thing at a time, everything else being right. */
final class BadTokens {

    /** One of them. */
    record BadToken(String name, String token, Reason reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<BadToken> ALL = new BadTokens().all;

    private final List<BadToken> all = new ArrayList<>();

    private BadTokens() {
        structure();
        base64();
        strictJson();
        headers();
        algorithms();
        keys();
        signatures();
        times();
        issuersAndAudiences();
        subjectsAndRoles();
        otherCredentials();
        oversized();
    }

    static Stream<BadToken> all() {
        return ALL.stream();
    }

    private void add(String name, Reason reason, String token) {
        all.add(new BadToken(name, token, reason));
    }

    private void structure() {
        String good = token(ES256);
        String[] parts = good.split("\\.", -1);
        for (String text : new String[] {
            "",
            ".",
            "..",
            "...",
            "a",
            "a.b",
            "a.b.c",
            "null",
            "undefined",
            "Bearer",
            good + ".",
            "." + good,
            good + "." + parts[2],
            parts[0],
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + ".",
            "." + parts[1] + "." + parts[2],
            parts[0] + ".." + parts[2],
            parts[0] + "." + parts[1] + ".." + parts[2],
            good + "." + parts[1] + "." + parts[2],
            parts[0] + "|" + parts[1] + "|" + parts[2],
            good.replace('.', ','),
            good.replace(".", "%2E"),
            "Bearer " + good,
            "{" + good + "}",
            "\"" + good + "\"",
            " " + good,
            good + " ",
            "\t" + good,
            good + "\n",
            good + "\r\n",
            good + "\0",
            "\uFEFF" + good,
            good + "\u00a0",
            good + "~",
            good + "~" + good + "~",
            good + "#",
            good + "?x=y",
            good + "," + good,
            good + ";" + good,
            "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"}",
            "{\"payload\":\"" + parts[1] + "\",\"signatures\":[{\"protected\":\"" + parts[0] + "\",\"signature\":\""
                    + parts[2] + "\"}]}",
        }) {
            add("structure: " + printable(text), MALFORMED, text);
        }
        add("header and payload changed over", UNSUPPORTED, parts[1] + "." + parts[0] + "." + parts[2]);
        String five = encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}") + ".a2V5.aXY.dGV4dA.dGFn";
        add("a JWE in five segments", MALFORMED, five);
        add("a token in a token", MALFORMED, token(ES256, "{\"alg\":\"ES256\",\"kid\":\"es-1\",\"cty\":\"x\"}", good));
    }

    private void base64() {
        String good = token(ES256);
        int dot = good.indexOf('.');
        for (int at : new int[] {3, dot + 7, good.lastIndexOf('.') + 5}) {
            for (String junk : new String[] {
                "+",
                "/",
                "=",
                "==",
                " ",
                "\n",
                "\r",
                "\t",
                "\0",
                "!",
                "*",
                "%20",
                "%41",
                "$",
                "\u00e9",
                "\u2028",
                "\uff21",
                "\ud83d\ude00",
                "-.",
                "\\u0041",
                "~",
                "@",
                "`",
                "[",
                "{",
                ":",
                ",",
                "\u007f",
                "\u0080"
            }) {
                add(
                        "inserted " + printable(junk) + " at " + at,
                        MALFORMED,
                        good.substring(0, at) + junk + good.substring(at));
            }
        }
        // 64 bytes of signature are 86 characters, the last of which carries two bits: the other four must be zero.
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(good.charAt(good.length() - 1));
        for (int bits = 1; bits < 16; bits++) {
            add(
                    "unused bits " + bits + " of the signature",
                    MALFORMED,
                    good.substring(0, good.length() - 1) + alphabet.charAt(last | bits));
        }
        for (String claims : List.of(claims(), claims() + " ", claims() + "  ")) {
            String input = signingInput(hs256Header(), claims);
            int rest = claims.getBytes(StandardCharsets.UTF_8).length % 3;
            if (rest > 0) {
                char end = input.charAt(input.length() - 1);
                char other = alphabet.charAt(alphabet.indexOf(end) + 1);
                add(
                        "unused bits of a payload of length " + rest + " mod 3",
                        MALFORMED,
                        signed(input.substring(0, input.length() - 1) + other));
                add(
                        "padding of a payload of length " + rest + " mod 3",
                        MALFORMED,
                        signed(input + "=".repeat(3 - rest)));
            } else {
                add("padding of a payload that needs none", MALFORMED, signed(input + "="));
                add("a lone character at the payload's end", MALFORMED, signed(input + "A"));
            }
        }
        String input = signingInput(hs256Header(), claimsWith("x", "\"\u00ff\u00fe\u00fb\u00ef\u00bf\""));
        add(
                "the standard alphabet",
                MALFORMED,
                signed(standardAlphabet(hs256Header()) + "." + standardAlphabet(claimsWith("x", "\"~~~???>>>\""))));
        add("padded signature", MALFORMED, hs256(input, SECRET.getBytes(StandardCharsets.UTF_8)) + "=");
    }

    private static String standardAlphabet(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Text that is almost JSON, signed well, as the payload and as the header. */
    private void strictJson() {
        String claims = claims();
        String open = claims.substring(0, claims.length() - 1);
        for (String bad : new String[] {
            "",
            " ",
            "null",
            "true",
            "1",
            "\"text\"",
            "[]",
            "[" + claims + "]",
            claims + claims,
            claims + ",",
            claims + "x",
            claims + "\0",
            claims + "//",
            claims + "/* */",
            "\uFEFF" + claims,
            ")]}'" + claims,
            open,
            open + "]",
            "{" + claims + "}",
            open + ",}",
            open + ",,\"x\":1}",
            open + ",\"x\"}",
            open + ",\"x\":}",
            open + ",\"x\" 1}",
            open + ",x:1}",
            open + ",'x':1}",
            open + ",\"x\":'1'}",
            open + ",\"x\":NaN}",
            open + ",\"x\":Infinity}",
            open + ",\"x\":-Infinity}",
            open + ",\"x\":undefined}",
            open + ",\"x\":True}",
            open + ",\"x\":TRUE}",
            open + ",\"x\":nul}",
            open + ",\"x\":nulll}",
            open + ",\"x\":01}",
            open + ",\"x\":-01}",
            open + ",\"x\":00}",
            open + ",\"x\":+1}",
            open + ",\"x\":.5}",
            open + ",\"x\":5.}",
            open + ",\"x\":-}",
            open + ",\"x\":1e}",
            open + ",\"x\":1e+}",
            open + ",\"x\":1E-}",
            open + ",\"x\":1.e5}",
            open + ",\"x\":0x10}",
            open + ",\"x\":1_000}",
            open + ",\"x\":1 2}",
            open + ",\"x\":\u0661}",
            open + ",\"x\":--1}",
            open + ",\"x\":[1,]}",
            open + ",\"x\":[,1]}",
            open + ",\"x\":[1 2]}",
            open + ",\"x\":[1}}",
            open + ",\"x\":{1:2}}",
            open + ",\"x\":{null:2}}",
            open + ",\"x\":\"a\tb\"}",
            open + ",\"x\":\"a\nb\"}",
            open + ",\"x\":\"\u0000\"}",
            open + ",\"x\":\"\u001f\"}",
            open + ",\"x\":\"\\x41\"}",
            open + ",\"x\":\"\\u12\"}",
            open + ",\"x\":\"\\u12g4\"}",
            open + ",\"x\":\"\\uff2\uff11\"}",
            open + ",\"x\":\"\\U00000041\"}",
            open + ",\"x\":\"\\'\"}",
            open + ",\"x\":\"\\0\"}",
            open + ",\"x\":\"\\a\"}",
            open + ",\"x\":\"\\ud800\"}",
            open + ",\"x\":\"\\udc00\"}",
            open + ",\"x\":\"\\udc00\\ud800\"}",
            open + ",\"x\":\"\\ud800x\"}",
            open + ",\"x\":\"unfinished}",
            open + ",\"x\":\"\\\"}",
            open + ",\u00a0\"x\":1}",
            open + ",\u000b\"x\":1}",
            open + ",\f\"x\":1}",
            open + ",\u2028\"x\":1}",
            open + ",# comment\n\"x\":1}",
            open + ",// comment\n\"x\":1}",
            open + ";\"x\":1}",
            open + ",\"x\"=1}",
            open + ",\"sub\":\"x\"}",
            open + ",\"s\\u0075b\":\"x\"}",
            open + ",\"\\u0073\\u0075\\u0062\":null}",
            open + ",\"role\":\"authenticated\"}",
            open + ",\"x\":1,\"x\":1}",
            open + ",\"x\":null,\"x\":null}",
            open + ",\"\":1,\"\":1}",
            open + ",\"x\":{\"y\":1,\"y\":2}}",
            open + ",\"x\":[{\"y\":1,\"\\u0079\":2}]}",
            open + ",\"x\":{\"y\":{\"z\":1,\"z\":1}}}",
            open + ",\"x\":1e10000}",
            open + ",\"x\":1e-10000}",
            open + ",\"x\":1e999999999}",
            open + ",\"x\":1e99999999999999999999}",
            open + ",\"x\":" + "9".repeat(1001) + "}",
            open + ",\"x\":0." + "9".repeat(1001) + "}",
            open + ",\"x\":" + "[".repeat(101) + "]".repeat(101) + "}",
            open + ",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
            open + ",\"x\":" + "{\"a\":".repeat(1500) + "1" + "}".repeat(1500) + "}",
            open + ",\"x\":" + "[".repeat(5000) + "}",
        }) {
            add("payload: " + printable(bad.replace(open, "{…")), MALFORMED, hs256(bad.isEmpty() ? "\0" : bad));
        }
        String header = "{\"alg\":\"HS256\"";
        for (String bad : new String[] {
            "null",
            "[]",
            "\"HS256\"",
            "{alg:\"HS256\"}",
            "{'alg':'HS256'}",
            header,
            header + ",}",
            header + "}}",
            header + "}x",
            header + ",\"alg\":\"HS256\"}",
            header + ",\"alg\":\"none\"}",
            header + ",\"\\u0061lg\":\"none\"}",
            header + ",\"typ\":\"JWT\",\"typ\":\"JWT\"}",
            header + ",\"x\":01}",
            header + ",\"x\":\"\t\"}",
            "\uFEFF" + header + "}",
            header + ",\"x\":" + "[".repeat(3000) + "]".repeat(3000) + "}",
            header + ",\"x\":1e999999999}",
            header + ",\"x\":\"\\ud800\"}",
            header + "}{}",
            "//\n" + header + "}",
        }) {
            add("header: " + printable(bad), MALFORMED, hs256(bad, claims));
        }
        for (byte[] bad : new byte[][] {
            bytes(0xff),
            bytes(0xc0, 0xaf),
            bytes(0xc1, 0x81),
            bytes(0xe0, 0x80, 0xaf),
            bytes(0xed, 0xa0, 0x80),
            bytes(0xed, 0xbf, 0xbf),
            bytes(0xf0, 0x80, 0x80, 0xaf),
            bytes(0xf4, 0x90, 0x80, 0x80),
            bytes(0xf8, 0x88, 0x80, 0x80, 0x80),
            bytes(0x80),
            bytes(0xc3),
            bytes(0xe2, 0x82),
            bytes(0xfe),
            bytes(0xc3, 0x28)
        }) {
            byte[] before = (open + ",\"x\":\"").getBytes(StandardCharsets.UTF_8);
            byte[] after = "\"}".getBytes(StandardCharsets.UTF_8);
            byte[] payload = concat(before, bad, after);
            add(
                    "invalid UTF-8 " + Arrays.toString(bad),
                    MALFORMED,
                    signed(encode(hs256Header()) + "." + encode(payload)));
            byte[] head = concat("{\"alg\":\"HS256\",\"x\":\"".getBytes(StandardCharsets.UTF_8), bad, after);
            add(
                    "invalid UTF-8 in the header " + Arrays.toString(bad),
                    MALFORMED,
                    signed(encode(head) + "." + encode(claims)));
        }
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            add(
                    "payload in " + charset,
                    MALFORMED,
                    signed(encode(hs256Header()) + "." + encode(claims.getBytes(charset))));
            add(
                    "header in " + charset,
                    MALFORMED,
                    signed(encode(hs256Header().getBytes(charset)) + "." + encode(claims)));
        }
    }

    private void headers() {
        for (String extra : new String[] {
            "\"crit\":[]",
            "\"crit\":[\"exp\"]",
            "\"crit\":null",
            "\"crit\":\"exp\"",
            "\"crit\":[\"b64\"],\"b64\":false",
            "\"crit\":{}",
            "\"cr\\u0069t\":[\"x\"]",
            "\"b64\":false",
            "\"b64\":true",
            "\"b64\":null",
            "\"zip\":\"DEF\"",
            "\"zip\":null",
            "\"zip\":\"\"",
            "\"cty\":\"JWT\"",
            "\"cty\":\"jwt\"",
            "\"cty\":\"application/jwt\"",
            "\"typ\":\"JWE\"",
            "\"typ\":\"JWS\"",
            "\"typ\":\"dpop+jwt\"",
            "\"typ\":\"id+jwt\"",
            "\"typ\":\"logout+jwt\"",
            "\"typ\":\"secevent+jwt\"",
            "\"typ\":\"vc+sd-jwt\"",
            "\"typ\":\"\"",
            "\"typ\":null",
            "\"typ\":1",
            "\"typ\":[\"JWT\"]",
            "\"typ\":\"JWT \"",
            "\"typ\":\"JOSE\"",
            "\"typ\":\"text/jwt\"",
            "\"kid\":1",
            "\"kid\":null",
            "\"kid\":true",
            "\"kid\":[\"es-1\"]",
            "\"kid\":{\"kid\":\"es-1\"}",
        }) {
            add("HS256 with " + extra, UNSUPPORTED, hs256("{\"alg\":\"HS256\"," + extra + "}", claims()));
            if (!extra.contains("kid")) {
                add(
                        "ES256 with " + extra,
                        UNSUPPORTED,
                        token(ES256, "{\"alg\":\"ES256\",\"kid\":\"es-1\"," + extra + "}", claims()));
            } else {
                add("ES256 with " + extra, UNSUPPORTED, token(ES256, "{\"alg\":\"ES256\"," + extra + "}", claims()));
            }
        }
    }

    private void algorithms() {
        for (String alg : new String[] {
            "\"none\"",
            "\"None\"",
            "\"NONE\"",
            "\"nOnE\"",
            "\"none \"",
            "\"\"",
            "null",
            "0",
            "true",
            "[]",
            "[\"HS256\"]",
            "{}",
            "{\"alg\":\"HS256\"}",
            "\"hs256\"",
            "\"Hs256\"",
            "\"HS256 \"",
            "\" HS256\"",
            "\"HS256\\u0000\"",
            "\"HS384\"",
            "\"HS512\"",
            "\"HS1\"",
            "\"HMACSHA256\"",
            "\"HmacSHA256\"",
            "\"PS256\"",
            "\"ES384\"",
            "\"ES512\"",
            "\"ES256K\"",
            "\"RS384\"",
            "\"RS512\"",
            "\"RS1\"",
            "\"Ed25519\"",
            "\"eddsa\"",
            "\"dir\"",
            "\"A128KW\"",
            "\"RSA-OAEP\"",
            "\"PBES2-HS256+A128KW\"",
            "\"SHA256withECDSA\"",
            "\"\u0397S256\"",
            "\"HS256,none\""
        }) {
            add("alg " + alg, UNSUPPORTED, hs256("{\"alg\":" + alg + ",\"typ\":\"JWT\"}", claims()));
            add(
                    "alg " + alg + " with a kid, unsigned",
                    UNSUPPORTED,
                    signingInput("{\"alg\":" + alg + ",\"kid\":\"es-1\"}", claims()) + ".AA");
        }
        add("no alg", UNSUPPORTED, hs256("{\"typ\":\"JWT\"}", claims()));
        add("an empty header", UNSUPPORTED, hs256("{}", claims()));
        add("alg in another case of the name", UNSUPPORTED, hs256("{\"ALG\":\"HS256\"}", claims()));
        add("none without a signature", MALFORMED, signingInput("{\"alg\":\"none\"}", claims()) + ".");
        add("EdDSA, which is not accepted by default", UNSUPPORTED, token(TestIssuer.EDDSA));

        String ec = ES256.header();
        String input = signingInput("{\"alg\":\"HS256\",\"kid\":\"es-1\"}", claims());
        add(
                "HS256 by the right secret with a signing key's kid",
                UNSUPPORTED,
                hs256("{\"alg\":\"HS256\",\"kid\":\"es-1\"}", claims()));
        for (byte[] secret : publicKeyBytes()) {
            add("HS256 with a public key as the secret, its kid", UNSUPPORTED, hs256(input, secret));
            add(
                    "HS256 with a public key as the secret, no kid",
                    BAD_SIGNATURE,
                    hs256(signingInput(hs256Header(), claims()), secret));
        }
        add(
                "ES256 signed with the secret",
                BAD_SIGNATURE,
                hs256(signingInput(ec, claims()), SECRET.getBytes(StandardCharsets.UTF_8)));
        add(
                "RS256 signed with the secret",
                BAD_SIGNATURE,
                hs256(signingInput(RS256.header(), claims()), SECRET.getBytes(StandardCharsets.UTF_8)));
        add(
                "ES256 with the RSA key's kid",
                UNSUPPORTED,
                token(ES256, "{\"alg\":\"ES256\",\"kid\":\"rs-1\"}", claims()));
        add("RS256 with the EC key's kid", UNSUPPORTED, token(RS256, "{\"alg\":\"RS256\",\"kid\":\"es-1\"}", claims()));
        add(
                "ES256 with the Ed25519 key's kid",
                UNSUPPORTED,
                token(ES256, "{\"alg\":\"ES256\",\"kid\":\"ed-1\"}", claims()));
    }

    /** All that people have ever taken for the bytes of a public key. */
    private static List<byte[]> publicKeyBytes() {
        List<byte[]> all = new ArrayList<>();
        for (TestIssuer.Key key : List.of(ES256, RS256)) {
            byte[] der = key.pair().getPublic().getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            all.add(der);
            all.add(base64.getBytes(StandardCharsets.UTF_8));
            all.add(("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
                    .getBytes(StandardCharsets.UTF_8));
            all.add(("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----")
                    .getBytes(StandardCharsets.UTF_8));
            all.add(key.jwk().getBytes(StandardCharsets.UTF_8));
            all.add(TestIssuer.jwks(key).getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    private void keys() {
        TestIssuer.Key stranger = TestIssuer.Key.ec("es-1");
        add("signed by a stranger with our kid", BAD_SIGNATURE, token(stranger));
        add("signed by a stranger, RSA", BAD_SIGNATURE, token(TestIssuer.Key.rsa("rs-1", 2048)));
        for (String kid : new String[] {
            "\"\"",
            "\"es-2\"",
            "\"ES-1\"",
            "\"es-1 \"",
            "\" es-1\"",
            "\"es-1\\u0000\"",
            "\"../es-1\"",
            "\"es-1/../es-1\"",
            "\"/dev/null\"",
            "\"' or 1=1 --\"",
            "\"http://127.0.0.1/jwks.json\"",
            "\"$\\u007bjndi:ldap://127.0.0.1/x}\"",
            "\"es-1\\r\\nSet-Cookie: x\"",
            "\"*\"",
            "\"\u0435s-1\"",
            "\"" + "k".repeat(5000) + "\""
        }) {
            add(
                    "kid " + printable(kid),
                    UNKNOWN_KEY,
                    token(ES256, "{\"alg\":\"ES256\",\"kid\":" + kid + "}", claims()));
        }
        add("ES256 without kid", UNSUPPORTED, token(ES256, "{\"alg\":\"ES256\"}", claims()));
        add("RS256 without kid", UNSUPPORTED, token(RS256, "{\"alg\":\"RS256\",\"typ\":\"JWT\"}", claims()));
        add("KID in another case", UNSUPPORTED, token(ES256, "{\"alg\":\"ES256\",\"KID\":\"es-1\"}", claims()));
        String jwk = TestIssuer.Key.ec("es-1").jwk();
        for (String member : new String[] {
            "\"jwk\":" + stranger.jwk(),
            "\"jwk\":" + jwk,
            "\"jku\":\"https://example.com/jwks.json\"",
            "\"x5u\":\"https://example.com/cert.pem\"",
            "\"x5c\":[\"MIIB\"]",
            "\"x5t\":\"abc\"",
            "\"x5t#S256\":\"abc\"",
            "\"iss\":\"https://example.com\""
        }) {
            add(
                    "a stranger's key in the header: " + printable(member),
                    BAD_SIGNATURE,
                    token(stranger, "{\"alg\":\"ES256\",\"kid\":\"es-1\"," + member + "}", claims()));
            add(
                    "a stranger's key in the header, no kid: " + printable(member),
                    UNSUPPORTED,
                    token(stranger, "{\"alg\":\"ES256\"," + member + "}", claims()));
        }
    }

    private void signatures() {
        for (TestIssuer.Key key : List.of(ES256, RS256)) {
            String good = token(key);
            int dot = good.lastIndexOf('.');
            String input = good.substring(0, dot);
            byte[] signature = Base64.getUrlDecoder().decode(good.substring(dot + 1));
            for (int i : new int[] {0, 1, signature.length / 2, signature.length - 1}) {
                byte[] flipped = signature.clone();
                flipped[i] ^= 1;
                add(key.algorithm() + " with bit " + i + " flipped", BAD_SIGNATURE, input + "." + encode(flipped));
            }
            add(
                    key.algorithm() + " cut",
                    BAD_SIGNATURE,
                    input + "." + encode(Arrays.copyOf(signature, signature.length - 1)));
            add(
                    key.algorithm() + " lengthened",
                    BAD_SIGNATURE,
                    input + "." + encode(Arrays.copyOf(signature, signature.length + 1)));
            add(key.algorithm() + " after a zero", BAD_SIGNATURE, input + "." + encode(concat(new byte[1], signature)));
            add(key.algorithm() + " twice", BAD_SIGNATURE, input + "." + encode(concat(signature, signature)));
            add(key.algorithm() + " of zeros", BAD_SIGNATURE, input + "." + encode(new byte[signature.length]));
            add(key.algorithm() + " of one byte", BAD_SIGNATURE, input + ".AA");
            add(
                    key.algorithm() + " of other claims",
                    BAD_SIGNATURE,
                    signingInput(key.header(), claimsWith("sub", "\"00000000-0000-4000-8000-000000000000\""))
                            + good.substring(dot));
            add(
                    key.algorithm() + " of another header",
                    BAD_SIGNATURE,
                    signingInput(with(key.header(), "x", "1"), claims()) + good.substring(dot));
            byte[] ones = new byte[signature.length];
            Arrays.fill(ones, (byte) 0xff);
            add(key.algorithm() + " of ones", BAD_SIGNATURE, input + "." + encode(ones));
        }
        String input = signingInput(ES256.header(), claims());
        add(
                "ES256 in DER",
                BAD_SIGNATURE,
                input + "."
                        + encode(TestIssuer.signature(
                                "SHA256withECDSA", ES256.pair().getPrivate(), input)));
        add(
                "ES256 with SHA-384",
                BAD_SIGNATURE,
                input + "."
                        + encode(TestIssuer.signature(
                                "SHA384withECDSAinP1363Format", ES256.pair().getPrivate(), input)));
        add(
                "ES256 with SHA-1",
                BAD_SIGNATURE,
                input + "."
                        + encode(TestIssuer.signature(
                                "SHA1withECDSAinP1363Format", ES256.pair().getPrivate(), input)));
        BigInteger n = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        byte[] r = TestIssuer.unsigned(BigInteger.ONE, 32);
        for (byte[] s :
                new byte[][] {new byte[32], TestIssuer.unsigned(n, 32), TestIssuer.unsigned(n.add(BigInteger.ONE), 32)
                }) {
            add("ES256 with s out of range", BAD_SIGNATURE, input + "." + encode(concat(r, s)));
            add("ES256 with r out of range", BAD_SIGNATURE, input + "." + encode(concat(s, r)));
            add("ES256 with both out of range", BAD_SIGNATURE, input + "." + encode(concat(s, s)));
        }
        String rsaInput = signingInput(RS256.header(), claims());
        add(
                "RS256 with SHA-512",
                BAD_SIGNATURE,
                rsaInput + "."
                        + encode(TestIssuer.signature(
                                "SHA512withRSA", RS256.pair().getPrivate(), rsaInput)));
        add(
                "RS256 with SHA-1",
                BAD_SIGNATURE,
                rsaInput + "."
                        + encode(
                                TestIssuer.signature("SHA1withRSA", RS256.pair().getPrivate(), rsaInput)));
        String hsInput = signingInput(hs256Header(), claims());
        byte[] mac = TestIssuer.hmac("HmacSHA256", SECRET.getBytes(StandardCharsets.UTF_8), hsInput);
        add("HS256 cut to 31 bytes", BAD_SIGNATURE, hsInput + "." + encode(Arrays.copyOf(mac, 31)));
        add("HS256 cut to 16 bytes", BAD_SIGNATURE, hsInput + "." + encode(Arrays.copyOf(mac, 16)));
        add("HS256 of 33 bytes", BAD_SIGNATURE, hsInput + "." + encode(Arrays.copyOf(mac, 33)));
        add(
                "HS256 with SHA-512",
                BAD_SIGNATURE,
                hsInput + "."
                        + encode(TestIssuer.hmac("HmacSHA512", SECRET.getBytes(StandardCharsets.UTF_8), hsInput)));
        for (String secret : new String[] {
            SECRET + " ",
            SECRET + "\n",
            SECRET.toUpperCase(java.util.Locale.ROOT),
            SECRET.trim().substring(1),
            "secret",
            "\0"
        }) {
            add("HS256 with another secret", BAD_SIGNATURE, hs256(hsInput, secret.getBytes(StandardCharsets.UTF_8)));
        }
        add(
                "HS256 with the secret in ISO 8859-1",
                BAD_SIGNATURE,
                hs256(hsInput, SECRET.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void times() {
        long now = NOW.getEpochSecond();
        claim(
                "exp",
                BAD_CLAIM,
                "null",
                "\"" + (now + 3600) + "\"",
                "true",
                "[]",
                "[" + (now + 3600) + "]",
                "{}",
                "\"\"",
                "\"2030-01-01T00:00:00Z\"",
                "253402300800",
                "9999999999999",
                "99999999999999999999999999",
                "1e30",
                "1e400",
                "1e9999");
        claim(
                "exp",
                EXPIRED,
                "0",
                "-1",
                "1",
                "-1e9999",
                "1e-9999",
                "-0",
                "0.0",
                "" + (now - 31),
                "" + (now - 30),
                (now - 30) + ".0",
                (now - 30) + ".9",
                (now - 3600) + "",
                "1.0e9");
        claim(
                "nbf",
                NOT_YET_VALID,
                "" + (now + 31),
                (now + 30) + ".5",
                "1e30",
                "1e9999",
                "253402300800",
                "9999999999",
                "4e9");
        claim("nbf", BAD_CLAIM, "null", "\"0\"", "true", "[]", "{}", "[0]", "\"\"");
        claim("iat", NOT_YET_VALID, "" + (now + 31), "" + (now + 3600), (now + 30) + ".000001", "1e30", "1e9999");
        claim("iat", BAD_CLAIM, "null", "\"" + now + "\"", "false", "[]", "{}");
        add("no exp", BAD_CLAIM, hs256(claimsWithout("exp")));
        add("EXP in another case", BAD_CLAIM, hs256(with(claimsWithout("exp"), "EXP", "" + (now + 3600))));
    }

    private void issuersAndAudiences() {
        String iss = TestIssuer.PROJECT + "/auth/v1";
        claim(
                "iss",
                WRONG_ISSUER,
                "null",
                "\"\"",
                "1",
                "true",
                "[\"" + iss + "\"]",
                "{}",
                "\"" + iss + "/\"",
                "\"" + iss + " \"",
                "\" " + iss + "\"",
                "\"" + iss.replace("https", "http") + "\"",
                "\"" + iss.replace("https", "HTTPS") + "\"",
                "\"" + iss.replace(".co/", ".CO/") + "\"",
                "\"" + iss.replace(".co/", ".co:443/") + "\"",
                "\"" + iss.replace(".co/", ".co./") + "\"",
                "\"" + TestIssuer.PROJECT + "\"",
                "\"" + TestIssuer.PROJECT + "/\"",
                "\"" + iss + "?x\"",
                "\"" + iss + "#x\"",
                "\"" + iss.replace("auth/v1", "auth%2Fv1") + "\"",
                "\"" + iss.replace("/auth", "//auth") + "\"",
                "\"https://other.supabase.co/auth/v1\"",
                "\"https://example.com/\"",
                "\"supabase\"",
                "\"" + iss + "\\u0000\"",
                "\"" + iss.replace("abc", "\u0430bc") + "\"");
        add("no iss", WRONG_ISSUER, hs256(claimsWithout("iss")));
        claim(
                "aud",
                WRONG_AUDIENCE,
                "null",
                "\"\"",
                "1",
                "true",
                "[]",
                "{}",
                "\"anon\"",
                "\"Authenticated\"",
                "\"authenticated \"",
                "\"authenticated,x\"",
                "\"authenticated anon\"",
                "[\"anon\"]",
                "[[\"authenticated\"]]",
                "[\"authenticated\",1]",
                "[null,\"authenticated\"]",
                "[\"authenticated\",null]",
                "[\"authenticated\",[]]",
                "{\"authenticated\":true}",
                "\"authenticate\"",
                "\"authenticatedx\"",
                "\"*\"");
        add("no aud", WRONG_AUDIENCE, hs256(claimsWithout("aud")));
    }

    private void subjectsAndRoles() {
        claim(
                "sub",
                BAD_CLAIM,
                "null",
                "\"\"",
                "\" \"",
                "1",
                "true",
                "[]",
                "{}",
                "[\"" + TestIssuer.USER + "\"]",
                "\"1-2-3-4-5\"",
                "\"u1\"",
                "\"ada@example.com\"",
                "\"" + TestIssuer.USER + " \"",
                "\" " + TestIssuer.USER + "\"",
                "\"{" + TestIssuer.USER + "}\"",
                "\"urn:uuid:" + TestIssuer.USER + "\"",
                "\"" + TestIssuer.USER.replace("-", "") + "\"",
                "\"" + TestIssuer.USER.substring(1) + "\"",
                "\"" + TestIssuer.USER + "0\"",
                "\"" + TestIssuer.USER.replace('7', 'g') + "\"",
                "\"" + TestIssuer.USER.replace('7', '\uff17') + "\"",
                "\"" + TestIssuer.USER.replace('7', '\u0667') + "\"",
                "\"" + TestIssuer.USER.replace('-', '\u2010') + "\"",
                "\"" + TestIssuer.USER.replace('-', '_') + "\"",
                "\"7e0c0f2e8-b0a-4c0e-9d1a-3b2f6c5d4e3f\"",
                "\"7e0c0f2-e8b0a-4c0e-9d1a-3b2f6c5d4e3f\"",
                "\"+e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3f\"",
                "\"-e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3f\"",
                "\"0xe0c0f2-8b0a-4c0e-9d1a-3b2f6c5d4e3f\"",
                "\"7e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3`\"",
                "\"7e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3:\"",
                "\"7e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3@\"",
                "\"7e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3/\"",
                "\"7e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3G\"",
                "\"7e0c0f2e-8b0a-4c0e-9d1a-3b2f6c5d4e3f\\u0000\"",
                "\"" + TestIssuer.USER + "\\n\"");
        add("no sub", BAD_CLAIM, hs256(claimsWithout("sub")));
        add("SUB in another case", BAD_CLAIM, hs256(with(claimsWithout("sub"), "SUB", "\"" + TestIssuer.USER + "\"")));
        add(
                "sub in user_metadata only",
                BAD_CLAIM,
                hs256(with(claimsWithout("sub"), "meta", "{\"sub\":\"" + TestIssuer.USER + "\"}")));
        claim("role", BAD_CLAIM, "null", "\"\"", "\" \"", "1", "true", "[\"authenticated\"]", "{}");
        claim(
                "role",
                ROLE_NOT_ALLOWED,
                "\"anon\"",
                "\"service_role\"",
                "\"postgres\"",
                "\"supabase_admin\"",
                "\"Authenticated\"",
                "\"authenticated \"",
                "\"AUTHENTICATED\"",
                "\"authenticated\\u0000\"",
                "\"authenticated;reset role\"",
                "\"\uff41uthenticated\"",
                "\"none\"",
                "\"authenticator\"");
        add("no role", BAD_CLAIM, hs256(claimsWithout("role")));
        add(
                "role in app_metadata only",
                BAD_CLAIM,
                hs256(with(
                        TestIssuer.without(claimsWithout("role"), "app_metadata"),
                        "app_metadata",
                        "{\"role\":\"authenticated\"}")));
        add(
                "service_role, and authenticated in user_metadata",
                ROLE_NOT_ALLOWED,
                hs256(with(
                        TestIssuer.without(claimsWith("role", "\"service_role\""), "user_metadata"),
                        "user_metadata",
                        "{\"role\":\"authenticated\"}")));
    }

    private void otherCredentials() {
        long now = NOW.getEpochSecond();
        for (String key : new String[] {
            "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qnBVA8E2",
            "sb_secret_AAAAAAAAAAAAAAAAAAAAAA_7kiRrkbS",
            "sb_temp_AAAA",
            "sbp_0123456789abcdef0123456789abcdef01234567",
            "a1b2c3d4e5f6",
            "ya29.a0AfH6SMBx",
            "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
            TestIssuer.USER,
            SECRET
        }) {
            add("credential " + key, MALFORMED, key);
        }
        for (String role : List.of("anon", "service_role")) {
            add(
                    "the older " + role + " key",
                    WRONG_ISSUER,
                    hs256("{\"iss\":\"supabase\",\"ref\":\"abcdefghijklmnopqrst\",\"role\":\"" + role + "\",\"iat\":"
                            + (now - 10) + ",\"exp\":" + (now + 315360000) + "}"));
            add(
                    "the older " + role + " key with our issuer",
                    WRONG_AUDIENCE,
                    hs256("{\"iss\":\"" + TestIssuer.PROJECT + "/auth/v1\",\"role\":\"" + role + "\",\"exp\":"
                            + (now + 315360000) + "}"));
        }
        add(
                "an ID token",
                WRONG_AUDIENCE,
                token(
                        ES256,
                        "{\"iss\":\"" + TestIssuer.PROJECT + "/auth/v1\",\"sub\":\"" + TestIssuer.USER
                                + "\",\"aud\":\"9a8b7c6d\",\"exp\":" + (now + 3600) + ",\"iat\":" + now
                                + ",\"auth_time\":" + now + ",\"email_verified\":true}"));
    }

    private void oversized() {
        add("16 KB of dots", MALFORMED, ".".repeat(16_384));
        add("a million dots", MALFORMED, ".".repeat(1_000_000));
        add("a million As", MALFORMED, "A".repeat(1_000_000));
        add("a million equals signs", MALFORMED, "=".repeat(1_000_000));
        add("a million spaces", MALFORMED, " ".repeat(1_000_000));
        add("a token of 17 KB", MALFORMED, hs256(claimsWith("x", "\"" + "x".repeat(12_500) + "\"")));
        add("three long segments", MALFORMED, "A".repeat(5000) + "." + "A".repeat(5000) + "." + "A".repeat(5000));
    }

    private void claim(String name, Reason reason, String... values) {
        for (String value : values) {
            add(name + " " + printable(value), reason, hs256(claimsWith(name, value)));
        }
    }

    private static String signed(String signingInput) {
        return hs256(signingInput, SECRET.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().limit(60).forEach(c -> {
            if (c < ' ' || c > '~') {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.append((char) c);
            }
        });
        return text.length() > 60 ? printable + "… (" + text.length() + ")" : printable.toString();
    }
}
