package dev.deputy.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class with a Supabase and a database of its own, without Docker and without Spring. Needs {@code deputy-local}
 * on the test class path.
 *
 * <pre>{@code
 * @SupabaseTest
 * class NotesTest {
 *
 *     @Test
 *     void everybody_has_their_own(DataSource database, Caller ada, Caller bob) { … }
 * }
 * }</pre>
 *
 * <p>PostgreSQL starts once for the JVM and the project's migrations and seed are applied once; each class gets a copy
 * of that database, which is dropped after it. Classes may run in parallel. Nested classes share their outer class's.
 *
 * <p>What tests, constructors and lifecycle methods may ask for: {@link dev.deputy.local.LocalSupabase};
 * {@link javax.sql.DataSource}, connections as a service's login role; {@link dev.deputy.SupabaseConfig} and
 * {@link dev.deputy.TokenVerifier}; and {@link dev.deputy.Caller}, a new user who is signed in, or the one that
 * {@link WithCaller} describes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(SupabaseExtension.class)
public @interface SupabaseTest {

    /**
     * The folder that has the folder {@code supabase}, as {@code supabase init} makes it; by default the current one,
     * and none if that has none.
     */
    String project() default "";

    /** Whether each test, and not just each class, gets a database of its own. */
    boolean perTest() default false;
}
