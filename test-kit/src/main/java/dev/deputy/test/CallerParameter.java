package dev.deputy.test;

import dev.deputy.Caller;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives a test its caller as a parameter, unless {@link SupabaseExtension} does. */
final class CallerParameter implements ParameterResolver {

    private static final String SPRING = "org.springframework.test.context.junit.jupiter.SpringExtension";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Caller.class && !SupabaseExtension.isAtWork(context);
    }

    @Override
    public Caller resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestClass().filter(CallerParameter::isSpringTest).isPresent()) {
            return parameter.isAnnotated(WithCaller.class)
                    ? SpringCallers.signIn(context, SupabaseExtension.who(parameter, context))
                    : SpringCallers.current();
        }
        return SupabaseExtension.who(parameter, context)
                .token(TestIssuer.create())
                .caller();
    }

    /** Whether Spring runs the class or one around it. By name: there need not be any Spring. */
    private static boolean isSpringTest(Class<?> test) {
        boolean own = AnnotationSupport.findRepeatableAnnotations(test, ExtendWith.class).stream()
                .map(ExtendWith::value)
                .map(List::of)
                .flatMap(List::stream)
                .map(Class<? extends Extension>::getName)
                .anyMatch(SPRING::equals);
        Class<?> around = test.getEnclosingClass();
        return own || (around != null && isSpringTest(around));
    }
}
