package dev.deputy.test;

import dev.deputy.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.util.ClassUtils;

/** Puts the caller of {@link WithCaller} into the security context before a Spring test, and takes them out after it. */
final class WithCallerListener implements TestExecutionListener, Ordered {

    private static final boolean WITH_SECURITY = ClassUtils.isPresent(
                    "org.springframework.security.test.context.TestSecurityContextHolder",
                    WithCallerListener.class.getClassLoader())
            && ClassUtils.isPresent(
                    "dev.deputy.spring.CallerAuthentication", WithCallerListener.class.getClassLoader());

    /** Before a test's transaction begins (4000), which is the caller's; and before Spring's reactive context (11000). */
    @Override
    public int getOrder() {
        return 3000;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        WithCaller wanted = wanted(test);
        if (wanted == null) {
            return;
        }
        if (!WITH_SECURITY) {
            throw new IllegalStateException("@WithCaller in a Spring test needs deputy-spring-boot-starter and"
                    + " spring-boot-starter-security-test on the test class path");
        }
        ApplicationContext application = test.getApplicationContext();
        Caller caller = SpringCallers.signIn(application, Who.of(wanted));
        TestSecurityContextHolder.setAuthentication(SpringCallers.authentication(application, caller));
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (WITH_SECURITY && wanted(test) != null) {
            TestSecurityContextHolder.clearContext();
        }
    }

    private static @Nullable WithCaller wanted(TestContext test) {
        WithCaller own = AnnotatedElementUtils.findMergedAnnotation(test.getTestMethod(), WithCaller.class);
        return own != null
                ? own
                : TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), WithCaller.class);
    }
}
