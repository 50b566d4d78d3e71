package dev.deputy.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * CSRF protection for requests that a cookie speaks for, and for no others: forms send the token that Spring renders
 * ({@code _csrf}), scripts send the cookie {@code XSRF-TOKEN} as the header {@code X-XSRF-TOKEN}.
 */
final class CookieCsrf implements CsrfTokenRequestHandler {

    private final CsrfTokenRequestHandler rendered = new XorCsrfTokenRequestAttributeHandler();
    private final CsrfTokenRequestHandler plain = new CsrfTokenRequestAttributeHandler();
    private final RequestFields fields;

    CookieCsrf(RequestFields fields) {
        this.fields = fields;
    }

    void configure(CsrfConfigurer<HttpSecurity> csrf) {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        csrf.csrfTokenRepository(tokens)
                .csrfTokenRequestHandler(this)
                .requireCsrfProtectionMatcher(request -> OwnPages.mayChangeSomething(request)
                        && fields.credential(request).byCookie());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        rendered.handle(request, response, token);
        if (fields.credential(request).byCookie()) {
            // Asked for, it is written into its cookie: scripts need it there before their first change.
            token.get().getToken();
        }
    }

    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        boolean byScript = request.getHeader(token.getHeaderName()) != null;
        return (byScript ? plain : rendered).resolveCsrfTokenValue(request, token);
    }
}
