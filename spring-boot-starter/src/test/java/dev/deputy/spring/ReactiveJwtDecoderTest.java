package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.BearerTokenError;

/** The same for reactive applications. */
class ReactiveJwtDecoderTest {

    private static final Issuer ISSUER = new Issuer("http://127.0.0.1:9", Issuer.SECRET);

    private final ReactiveWebApplicationContextRunner application = new ReactiveWebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SupabaseAutoConfiguration.class, SupabaseJwtAutoConfiguration.class))
            .withPropertyValues("supabase.url=http://127.0.0.1:9", "supabase.jwt-secret=" + Issuer.SECRET);

    @Test
    void what_we_verify_is_decoded_and_nothing_else() {
        UUID ada = UUID.randomUUID();
        application.run(context -> {
            ReactiveJwtDecoder decoder = context.getBean(ReactiveJwtDecoder.class);

            assertThat(decoder.decode(ISSUER.tokenOf(ada)).map(Jwt::getSubject).block())
                    .isEqualTo(ada.toString());
            assertThatThrownBy(() -> decoder.decode(ISSUER.tokenOf(ada) + "x").block())
                    .isInstanceOf(BadJwtException.class);
            assertThat(context).doesNotHaveBean(JwtDecoder.class);
        });
    }

    @Test
    void a_token_is_verified_on_the_threads_for_that_and_then_known_at_once() {
        String token = ISSUER.tokenOf(UUID.randomUUID());
        application.run(context -> {
            ReactiveJwtDecoder decoder = context.getBean(ReactiveJwtDecoder.class);
            decoder.decode(token).block();
            context.getBean(Verifications.class).close(); // as busy as can be

            assertThat(decoder.decode(token).map(Jwt::getTokenValue).block()).isEqualTo(token);
            assertThatThrownBy(() ->
                            decoder.decode(ISSUER.tokenOf(UUID.randomUUID())).block())
                    .isInstanceOfSatisfying(OAuth2AuthenticationException.class, busy -> assertThat(
                                    ((BearerTokenError) busy.getError()).getHttpStatus())
                            .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
        });
    }
}
