package dev.deputy.scenario;

import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** The Supabase project whose users call: a local one with a table of notes, for all of this JVM's tests. */
final class Project {

    private static final String PASSWORD = "a long password";

    private final LocalSupabase supabase = LocalSupabase.builder()
            .project(Path.of("src/test/resources/project"))
            .start();

    private static final class Holder {
        static final Project INSTANCE = new Project();
    }

    static Project running() {
        return Holder.INSTANCE;
    }

    Map<String, String> variables() {
        return Map.of(
                "SUPABASE_URL", supabase.apiUrl().toString(),
                "SUPABASE_PUBLISHABLE_KEY", supabase.publishableKey(),
                "SUPABASE_SECRET_KEY", supabase.secretKey());
    }

    Session newUser(String name) {
        return supabase.signUp(name + "-" + UUID.randomUUID() + "@example.com", PASSWORD);
    }

    /** A good token of this user, which ended an hour ago. */
    String expiredTokenOf(Session user) {
        supabase.clock().moveTo(Instant.now().minusSeconds(7200));
        try {
            return supabase.signIn(user.email(), PASSWORD).accessToken();
        } finally {
            supabase.clock().reset();
        }
    }

    /** What the token says, key id included, signed by somebody else. */
    static String forged(String token) {
        String signed = token.substring(0, token.lastIndexOf('.'));
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.generateKeyPair().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
