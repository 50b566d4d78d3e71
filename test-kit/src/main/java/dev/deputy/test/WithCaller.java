package dev.deputy.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who calls in a test: a signed-in user, whom a parameter of type {@link dev.deputy.Caller} is. In a Spring test they are
 * also in the security context, and Spring's test clients send their token. At a parameter it concerns that one alone.
 *
 * <pre>{@code
 * @Test
 * @WithCaller(email = "ada@example.com", appMetadata = "{tenant: 'acme'}", aal = "aal2")
 * void …
 * }</pre>
 *
 * <p>Where a local Supabase is at work ({@link SupabaseTest}, or the one that Deputy's starter starts) it is a user of its
 * database, with a session, and the token is one that it has signed. If somebody has the address already it is them: what a
 * seed says about them stays. Elsewhere the token is a {@link TestIssuer}'s.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(CallerParameter.class)
public @interface WithCaller {

    /** The user's address; by default one that nobody has. */
    String email() default "";

    /** What the project says about the user, as JSON; names without quotation marks and single ones will do. */
    String appMetadata() default "{}";

    /** What users say about themselves, as JSON like that of {@link #appMetadata}. */
    String userMetadata() default "{}";

    /** The authenticator assurance level: {@code aal1}, or {@code aal2} for somebody who has used a second factor. */
    String aal() default "aal1";
}
