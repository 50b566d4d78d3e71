package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Signing in and administering users, against the local Supabase. */
@TestInstance(Lifecycle.PER_CLASS)
class AuthTest {

    private static final String PASSWORD = "a long password";

    private LocalSupabase supabase;
    private SupabaseClient client;
    private Auth auth;
    private AuthAdmin admin;

    @BeforeAll
    void start() {
        supabase = LocalSupabase.builder()
                .auth(settings -> settings.withAnonymousSignIns(true))
                .start();
        client = SupabaseClient.of(supabase.config());
        auth = client.auth();
        admin = client.bypassingRowLevelSecurity().auth();
    }

    @AfterAll
    void stop() {
        supabase.close();
    }

    private static String address() {
        return UUID.randomUUID() + "@example.com";
    }

    @Test
    void people_sign_up_and_in_and_get_tokens() {
        String address = address();
        SignedUp signedUp = auth.signUp(address, PASSWORD, SignInOptions.none().data(Map.of("full_name", "Ada")));
        assertThat(signedUp.session()).isNotNull();
        assertThat(signedUp.user().email()).isEqualTo(address);
        assertThat(signedUp.user().userMetadata()).containsEntry("full_name", "Ada");

        Session session = auth.signInWithPassword(address, PASSWORD);
        assertThat(session.expiresIn()).isEqualTo(Duration.ofHours(1));
        Caller caller = TokenVerifier.of(supabase.config()).verify(session.accessToken());
        assertThat(caller.userId()).isEqualTo(session.user().id());
        assertThat(auth.getUser(caller).id()).isEqualTo(caller.userId());
        assertThat(session.toString()).doesNotContain(session.accessToken(), session.refreshToken(), address);

        Session next = auth.refreshSession(session.refreshToken());
        assertThat(next.accessToken()).isNotEqualTo(session.accessToken());

        assertThat(auth.updateUser(caller, UserChanges.none().data(Map.of("full_name", "Ada L.")))
                        .userMetadata())
                .containsEntry("full_name", "Ada L.");
        auth.signOut(caller, SignOutScope.GLOBAL);
        assertThatThrownBy(() -> auth.getUser(caller))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("session_not_found"));
    }

    @Test
    void wrong_passwords_and_tokens_are_exceptions_with_a_code() {
        assertThatThrownBy(() -> auth.signInWithPassword(address(), PASSWORD))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> {
                    assertThat(e.code()).contains("invalid_credentials");
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.isUnavailable()).isFalse();
                });
        assertThatThrownBy(() -> auth.refreshSession("stolen"))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("refresh_token_not_found"));
        assertThatThrownBy(() -> auth.getUser("no.token.at-all")).isInstanceOf(AuthException.class);
    }

    @Test
    void users_are_administered() {
        String address = address();
        User made = admin.createUser(UserAttributes.none()
                .email(address)
                .password(PASSWORD)
                .emailConfirmed()
                .appMetadata(Map.of("team", "red")));
        assertThat(made.emailConfirmedAt()).isNotNull();
        assertThat(made.appMetadata()).containsEntry("team", "red");
        assertThat(made.identities()).extracting(UserIdentity::provider).containsExactly("email");
        assertThat(admin.getUserById(made.id()).email()).isEqualTo(address);

        admin.updateUserById(made.id(), UserAttributes.none().bannedFor(Duration.ofHours(1)));
        assertThatThrownBy(() -> auth.signInWithPassword(address, PASSWORD))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("user_banned"));
        admin.updateUserById(made.id(), UserAttributes.none().notBanned());
        Session session = auth.signInWithPassword(address, PASSWORD);
        assertThat(admin.listFactors(made.id())).isEmpty();
        admin.signOut(session.accessToken(), SignOutScope.LOCAL);

        admin.deleteUser(made.id());
        assertThatThrownBy(() -> admin.getUserById(made.id()))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("user_not_found"));
    }

    @Test
    void users_are_listed_page_by_page() {
        for (int i = 0; i < 3; i++) {
            admin.createUser(UserAttributes.none().email(address()).emailConfirmed());
        }
        UserPage first = admin.listUsers(1, 2);
        assertThat(first.users()).hasSize(2);
        assertThat(first.total()).isGreaterThanOrEqualTo(3);
        assertThat(first.nextPage()).hasValue(2);
        UserPage all = admin.listUsers(1, 1000);
        assertThat(all.users()).hasSize((int) all.total());
        assertThat(all.nextPage()).isEmpty();
    }

    @Test
    void people_sign_in_with_a_code_out_of_a_mail() {
        String address = address();
        auth.signInWithOtp(address, SignInOptions.none().data(Map.of("full_name", "Ada")));
        String code = supabase.inbox().lastOtp(address).orElseThrow();

        Session session = auth.verifyOtp(OtpType.EMAIL, address, code);
        assertThat(session.user().email()).isEqualTo(address);
        assertThat(session.user().userMetadata()).containsEntry("full_name", "Ada");
        assertThatThrownBy(() -> auth.verifyOtp(OtpType.EMAIL, address, code))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("otp_expired"));
        assertThatThrownBy(
                        () -> auth.signInWithOtp(address(), SignInOptions.none().existingUsersOnly()))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("otp_disabled"));
    }

    @Test
    void a_link_comes_back_with_a_code_for_who_began() throws Exception {
        String address = address();
        Pkce pkce = Pkce.generate();
        auth.signInWithOtp(address, SignInOptions.none().pkce(pkce));
        URI link = URI.create(supabase.inbox().lastLink(address).orElseThrow());
        String location = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(link).build(), BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String code = location.replaceFirst(".*[?&]code=([^&#]*).*", "$1");

        assertThatThrownBy(() -> auth.exchangeCodeForSession(code, Pkce.generate()))
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("bad_code_verifier"));
        assertThat(auth.exchangeCodeForSession(code, pkce).user().email()).isEqualTo(address);
    }

    @Test
    void forgotten_passwords_are_replaced() {
        String address = address();
        auth.signUp(address, PASSWORD);
        auth.resetPasswordForEmail(address, SignInOptions.none());
        Session session = auth.verifyOtp(
                OtpType.RECOVERY, address, supabase.inbox().lastOtp(address).orElseThrow());
        auth.updateUser(session.accessToken(), UserChanges.none().password("another password"), SignInOptions.none());
        assertThat(auth.signInWithPassword(address, "another password").user().email())
                .isEqualTo(address);
        assertThat(UserChanges.none().password("another password").toString()).isEqualTo("UserChanges[password]");
    }

    @Test
    void people_without_an_account_are_users_too() {
        Session session = auth.signInAnonymously(SignInOptions.none());
        assertThat(session.user().isAnonymous()).isTrue();
        assertThat(session.user().email()).isNull();
    }

    @Test
    void administrators_invite_and_make_links() {
        String invited = address();
        User user = admin.inviteUserByEmail(invited, SignInOptions.none().data(Map.of("team", "red")));
        assertThat(user.invitedAt()).isNotNull();
        assertThat(auth.verifyOtp(
                                OtpType.INVITE,
                                invited,
                                supabase.inbox().lastOtp(invited).orElseThrow())
                        .user()
                        .id())
                .isEqualTo(user.id());

        GeneratedLink link = admin.generateLink(Link.magicLink(invited));
        assertThat(link.user().id()).isEqualTo(user.id());
        assertThat(link.actionLink().toString()).contains("/auth/v1/verify?");
        assertThat(link.toString()).doesNotContain(link.emailOtp(), link.hashedToken(), invited);
        assertThat(auth.verifyTokenHash(OtpType.MAGICLINK, link.hashedToken())
                        .user()
                        .id())
                .isEqualTo(user.id());
    }

    @Test
    void nobody_administers_without_the_secret_key() {
        String token = supabase.signUp(address(), PASSWORD).accessToken();
        assertThatThrownBy(() -> auth.getUser(supabase.publishableKey())).isInstanceOf(AuthException.class);
        AuthAdmin sneaky = new AuthAdmin(new Channel(
                new Http(
                        supabase.apiUrl().toString(),
                        Json.onClassPath(),
                        Transport.connectingWithin(Duration.ofSeconds(5)),
                        Duration.ofSeconds(30),
                        new Retries(0, time -> {}),
                        ClientListener.NONE,
                        Map::of,
                        Runnable::run),
                Identity.ofKey(supabase.publishableKey()).withToken(token)));
        assertThatThrownBy(sneaky::listUsers)
                .asInstanceOf(type(AuthException.class))
                .satisfies(e -> assertThat(e.code()).contains("not_admin"));
    }

    @Test
    void a_browser_is_sent_to_a_provider_with_a_challenge() {
        // RFC 7636, appendix B.
        Pkce pkce = Pkce.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assertThat(pkce.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assertThat(pkce.toString()).doesNotContain(pkce.verifier());
        assertThat(Pkce.generate().verifier())
                .hasSize(64)
                .isNotEqualTo(Pkce.generate().verifier());
        assertThat(auth.oauthUrl("google", URI.create("https://app.example/in?a=b"), pkce))
                .isEqualTo(URI.create(supabase.apiUrl() + "/auth/v1/authorize?provider=google"
                        + "&redirect_to=https%3A%2F%2Fapp.example%2Fin%3Fa%3Db&code_challenge=" + pkce.challenge()
                        + "&code_challenge_method=s256"));
    }
}
