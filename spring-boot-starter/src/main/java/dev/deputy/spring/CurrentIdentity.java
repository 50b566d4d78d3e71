package dev.deputy.spring;

import dev.deputy.postgres.Identity;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Whom the current thread's SQL acts for: the caller in the security context. Other threads than a request's, such as
 * scheduled ones, have nobody there and are refused.
 */
final class CurrentIdentity implements Supplier<@Nullable Identity> {

    private final boolean anonymousRequests;
    private final SecurityContextHolderStrategy holder;
    private final UnaryOperator<Identity> withRequest;

    /**
     * @param anonymousRequests whether web requests without a caller may act as the role {@code anon}
     * @param withRequest adds what is known of the current request
     */
    CurrentIdentity(
            boolean anonymousRequests, SecurityContextHolderStrategy holder, UnaryOperator<Identity> withRequest) {
        this.anonymousRequests = anonymousRequests;
        this.holder = holder;
        this.withRequest = withRequest;
    }

    @Override
    public @Nullable Identity get() {
        Authentication authentication = holder.getContext().getAuthentication();
        if (authentication instanceof CallerAuthentication known) {
            return withRequest.apply(Identity.of(known.getPrincipal()));
        }
        // Spring Security puts this into the context of web requests only.
        boolean anonymous = authentication instanceof AnonymousAuthenticationToken;
        return anonymous && anonymousRequests ? withRequest.apply(Identity.anonymous()) : null;
    }
}
