package dev.deputy.test;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.LocalTemplate;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link SupabaseTest} does, for tests that want settings of their own:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SupabaseExtension supabase = SupabaseExtension.from(
 *         LocalSupabase.builder().auth(auth -> auth.withAutoconfirm(false)).template());
 * }</pre>
 */
public final class SupabaseExtension
        implements BeforeAllCallback, AfterAllCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SupabaseExtension.class);
    private static final String AT_WORK = "at work";
    private static final Set<Class<?>> INJECTED =
            Set.of(LocalSupabase.class, DataSource.class, SupabaseConfig.class, TokenVerifier.class, Caller.class);

    private final @Nullable LocalTemplate template;

    /** For {@link SupabaseTest}. */
    SupabaseExtension() {
        this(null);
    }

    private SupabaseExtension(@Nullable LocalTemplate template) {
        this.template = template;
    }

    /** Gives each test class a Supabase that starts from this template. */
    public static SupabaseExtension from(LocalTemplate template) {
        return new SupabaseExtension(template);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(AT_WORK, true);
        if (!perTest(context) && running(context) == null) {
            start(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return INJECTED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext wanted, ExtensionContext context) {
        Parameter parameter = wanted.getParameter();
        TestSupabase running = running(context);
        if (running == null) {
            if (context.getTestMethod().isEmpty()) {
                throw new ParameterResolutionException(
                        "With perTest = true, " + parameter.getType().getSimpleName()
                                + " is for test methods, @BeforeEach and @AfterEach: what belongs to the class comes"
                                + " before it.");
            }
            running = start(context);
        }
        return parameter.getType() == Caller.class
                ? running.signIn(who(wanted, context))
                : running.get(parameter.getType());
    }

    /** Whether this extension resolves the parameters of the test. */
    static boolean isAtWork(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(AT_WORK) != null;
    }

    static Who who(ParameterContext wanted, ExtensionContext context) {
        return wanted.findAnnotation(WithCaller.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestMethod(), WithCaller.class))
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), WithCaller.class))
                .map(Who::of)
                .orElseGet(() -> Who.stranger(wanted.getParameter().getName()));
    }

    private TestSupabase start(ExtensionContext context) {
        LocalTemplate from = template != null ? template : LocalTemplate.shared(project(context));
        TestSupabase started = new TestSupabase(from.start(), context.getUniqueId());
        context.getStore(NAMESPACE).put(TestSupabase.class, started);
        return started;
    }

    private static @Nullable Path project(ExtensionContext context) {
        String said = annotation(context).map(SupabaseTest::project).orElse("");
        Path folder = Path.of(said);
        return said.isEmpty() && !Files.isDirectory(folder.resolve("supabase")) ? null : folder;
    }

    private static boolean perTest(ExtensionContext context) {
        return annotation(context).map(SupabaseTest::perTest).orElse(false);
    }

    /** Of the class or of the nearest one around it. */
    private static Optional<SupabaseTest> annotation(ExtensionContext context) {
        Optional<SupabaseTest> own = AnnotationSupport.findAnnotation(context.getTestClass(), SupabaseTest.class);
        return own.isPresent() ? own : context.getParent().flatMap(SupabaseExtension::annotation);
    }

    private static @Nullable TestSupabase running(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(TestSupabase.class, TestSupabase.class);
    }

    /** Ends what was started for this context, and not what it shares with the class around it. */
    private static void end(ExtensionContext context) {
        TestSupabase running = running(context);
        if (running != null && running.owner().equals(context.getUniqueId())) {
            context.getStore(NAMESPACE).remove(TestSupabase.class);
            running.supabase().close();
        }
    }
}
