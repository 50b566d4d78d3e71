package dev.deputy.spring;

import org.springframework.core.env.Environment;
import reactor.core.publisher.Hooks;

/** Reactor's chains, which work in whatever thread. */
final class ReactiveChains {

    private ReactiveChains() {}

    /**
     * Lets {@code Supabase}, the {@code DataSource} and Spring's method security find the caller in whatever thread works for
     * a chain. It is Reactor's setting for the whole application, and so left to the application where that says anything
     * about it.
     */
    static void knowTheCaller(Environment environment) {
        if (!environment.containsProperty("spring.reactor.context-propagation")) {
            Hooks.enableAutomaticContextPropagation();
        }
    }
}
