package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.IllegalBCryptFormatException;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(AuthSettings.defaults().withPasswordCost(4));

    @Test
    void a_password_matches_its_own_hash_only() {
        String hash = passwords.hash("correct horse");
        assertThat(hash).startsWith("$2a$04$");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct horsE", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void nobody_has_no_password() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("", "")).isFalse();
        assertThat(passwords.matches("nobody", "no hash")).isFalse();
        assertThat(passwords.matches("nobody", Passwords.nobodysHash(4))).isFalse();
    }

    @Test
    void to_find_that_nobody_is_there_takes_a_whole_check() throws IllegalBCryptFormatException {
        for (int cost : new int[] {4, 10}) {
            BCrypt.HashData hash = BCrypt.Version.VERSION_2A.parser.parse(
                    Passwords.nobodysHash(cost).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(hash.cost).isEqualTo(cost);
            assertThat(Passwords.isHash(Passwords.nobodysHash(cost))).isTrue();
        }
    }
}
