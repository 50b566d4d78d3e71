package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** The caller in the security context; threads that work for no request have nobody there. */
final class CurrentCaller implements Supplier<Caller> {

    private final SecurityContextHolderStrategy holder;
    private final boolean keyIsSet;

    /** @param keyIsSet whether there is a publishable key, without which Supabase answers no request */
    CurrentCaller(SecurityContextHolderStrategy holder, boolean keyIsSet) {
        this.holder = holder;
        this.keyIsSet = keyIsSet;
    }

    /**
     * @throws NoCallerException when there is nobody: nobody becomes anonymous by mistake
     * @throws NoKeyException when there is no publishable key to go with the caller
     */
    @Override
    public Caller get() {
        return in(holder.getContext().getAuthentication());
    }

    /** The caller in an authentication; throws as {@link #get} does. */
    Caller in(@Nullable Authentication authentication) {
        if (!(authentication instanceof CallerAuthentication known)) {
            throw new NoCallerException();
        }
        if (!keyIsSet) {
            throw new NoKeyException();
        }
        return known.getPrincipal();
    }

    /** The current thread works for nobody. */
    static final class NoCallerException extends IllegalStateException {

        NoCallerException() {
            super("there is no caller here: Supabase acts as the caller of the current request. Elsewhere, inject"
                    + " SupabaseClient and say as whom: as(caller), anonymously() or bypassingRowLevelSecurity()");
        }
    }

    /** The application cannot ask Supabase anything. */
    static final class NoKeyException extends IllegalStateException {

        NoKeyException() {
            super("No publishable key is set: set SUPABASE_PUBLISHABLE_KEY to the one in your project's settings.");
        }
    }
}
