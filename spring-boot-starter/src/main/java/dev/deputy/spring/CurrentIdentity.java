package dev.deputy.spring;

import dev.deputy.postgres.Identity;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whom the current thread's SQL acts for: the caller in the security context. Other threads than a request's, such as
 * scheduled ones, have nobody there and are refused.
 */
final class CurrentIdentity implements Supplier<@Nullable Identity> {

    private final boolean anonymousRequests;

    /** @param anonymousRequests whether web requests without a caller may act as the role {@code anon} */
    CurrentIdentity(boolean anonymousRequests) {
        this.anonymousRequests = anonymousRequests;
    }

    @Override
    public @Nullable Identity get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof CallerAuthentication known) {
            return Identity.of(known.getPrincipal());
        }
        // Spring Security puts this into the context of web requests only.
        boolean anonymous = authentication instanceof AnonymousAuthenticationToken;
        return anonymous && anonymousRequests ? Identity.anonymous() : null;
    }
}
