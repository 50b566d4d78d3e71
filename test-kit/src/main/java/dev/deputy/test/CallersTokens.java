package dev.deputy.test;

import dev.deputy.Caller;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.test.context.TestSecurityContextHolder;

/** Has a test's client send its caller's token, as a front end does, unless the request says itself who sends it. */
final class CallersTokens {

    private final ApplicationContext application;

    CallersTokens(ApplicationContext application) {
        this.application = application;
    }

    void addTo(HttpHeaders headers) {
        Authentication authentication = TestSecurityContextHolder.getContext().getAuthentication();
        Optional<Caller> caller = Optional.ofNullable(authentication)
                .map(Authentication::getPrincipal)
                .filter(Caller.class::isInstance)
                .map(Caller.class::cast);
        if (caller.isPresent()
                && !headers.containsHeader(HttpHeaders.AUTHORIZATION)
                && SpringCallers.knows(application)) {
            headers.setBearerAuth(caller.get().accessToken());
        }
    }
}
