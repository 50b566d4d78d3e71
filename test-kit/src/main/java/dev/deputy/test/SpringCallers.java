package dev.deputy.test;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.spring.CallerAuthentication;
import dev.deputy.spring.CallerAuthorities;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.ClassUtils;

/** Callers of the application that a Spring test tries. */
final class SpringCallers {

    private static final boolean WITH_LOCAL =
            ClassUtils.isPresent("dev.deputy.local.LocalSupabase", SpringCallers.class.getClassLoader());

    private SpringCallers() {}

    static Caller signIn(ExtensionContext test, Who who) {
        return signIn(SpringExtension.getApplicationContext(test), who);
    }

    /** A user of the project that the application trusts, or of one that just says so if that is not ours to sign for. */
    static Caller signIn(ApplicationContext application, Who who) {
        if (!knows(application)) {
            SupabaseConfig project =
                    application.getBeanProvider(SupabaseConfig.class).getIfUnique();
            TestIssuer issuer = project == null ? TestIssuer.create() : TestIssuer.create(project.projectUrl());
            return who.token(issuer).caller();
        }
        ObjectProvider<TestIssuer> issuers = application.getBeanProvider(TestIssuer.class);
        TestIssuer issuer = issuers.getIfUnique();
        String token = issuer == null
                ? WithLocal.accessToken(application, who)
                : who.token(issuer).compact();
        return application.getBean(TokenVerifier.class).verify(token);
    }

    /** Whether the application will accept the tokens of those who {@linkplain #signIn sign in}. */
    static boolean knows(ApplicationContext application) {
        return application.getBeanProvider(TestIssuer.class).getIfUnique() != null
                || (WITH_LOCAL && WithLocal.isIn(application));
    }

    /** What the security context holds for the caller. */
    static Authentication authentication(ApplicationContext application, Caller caller) {
        CallerAuthorities authorities =
                application.getBeanProvider(CallerAuthorities.class).getIfUnique();
        return authorities == null ? CallerAuthentication.of(caller) : CallerAuthentication.of(caller, authorities);
    }

    /**
     * Who is in the security context of this thread.
     *
     * @throws IllegalStateException when it is nobody
     */
    static Caller current() {
        Authentication authentication = TestSecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("there is no caller: put @WithCaller at the test, its class or the parameter");
    }

    /** Loaded only where deputy-local is. */
    private static final class WithLocal {

        static boolean isIn(ApplicationContext application) {
            return application.getBeanProvider(LocalSupabase.class).getIfUnique() != null;
        }

        static String accessToken(ApplicationContext application, Who who) {
            return TestSupabase.accessToken(application.getBean(LocalSupabase.class), who);
        }
    }
}
