package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeveralListenersTest {

    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            InvalidTokenException.Reason.class,
            InvalidTokenException.Reason.EXPIRED,
            URI.class,
            URI.create("https://abc.supabase.co"),
            int.class,
            2,
            Duration.class,
            Duration.ofMillis(3),
            boolean.class,
            true);

    /** Whatever news there is, also those that are added one day. */
    @Test
    void each_hears_everything() throws Exception {
        for (Method news : AuthListener.class.getDeclaredMethods()) {
            List<String> heard = new ArrayList<>();
            AuthListener both = AuthListener.all(List.of(listener("one", heard), listener("two", heard)));
            @Nullable Object[] arguments = new Object[news.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = news.getParameterTypes()[i] == Caller.class
                        ? TestIssuer.verifier(TestIssuer.config()).verify(TestIssuer.token(TestIssuer.ES256))
                        : ARGUMENTS.get(news.getParameterTypes()[i]);
            }
            if (!java.lang.reflect.Modifier.isStatic(news.getModifiers())) {
                news.invoke(both, arguments);
                String said = news.getName() + List.of(arguments);
                assertThat(heard).containsExactly("one " + said, "two " + said);
            }
        }
    }

    @Test
    void all_of_one_is_that_one_and_all_of_none_is_none() {
        AuthListener one = new AuthListener() {};
        assertThat(AuthListener.all(List.of(one))).isSameAs(one);
        assertThat(AuthListener.all(List.of())).isSameAs(AuthListener.NONE);
    }

    private static AuthListener listener(String name, List<String> heard) {
        return (AuthListener) Proxy.newProxyInstance(
                AuthListener.class.getClassLoader(),
                new Class<?>[] {AuthListener.class},
                (proxy, method, arguments) -> {
                    heard.add(name + " " + method.getName() + (arguments == null ? "[]" : List.of(arguments)));
                    return null;
                });
    }
}
