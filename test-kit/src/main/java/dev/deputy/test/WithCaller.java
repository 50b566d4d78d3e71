package dev.deputy.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who calls in a test: a signed-in user. In a Spring test they are in the security context and send the requests; as a
 * parameter's annotation, with {@link SupabaseTest} or in a Spring test, it says whom a {@link dev.deputy.Caller} is.
 *
 * <pre>{@code
 * @Test
 * @WithCaller(email = "ada@example.com", appMetadata = "{tenant: 'acme'}", aal = "aal2")
 * void …
 * }</pre>
 *
 * <p>Where a local Supabase is at work it is a user of its database, with a session, and the token is one that it has
 * signed. If somebody has the address already it is them: what a seed says about them stays.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
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
