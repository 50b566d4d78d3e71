package dev.deputy.spring;

import dev.deputy.Decision;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** What {@link RefusalExceptionResolver} is to MVC; the application's {@code @ExceptionHandler}s are asked before. */
final class RefusalWebExceptionHandler implements WebExceptionHandler, Ordered {

    /** Before Spring Boot's, which answers everything. */
    private static final int ORDER = -2;

    private final BiFunction<Throwable, ServerWebExchange, Optional<Decision.Refuse>> refusals;

    RefusalWebExceptionHandler(BiFunction<Throwable, ServerWebExchange, Optional<Decision.Refuse>> refusals) {
        this.refusals = refusals;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        Optional<Decision.Refuse> refusal = refusals.apply(thrown, exchange);
        return refusal.isEmpty() || exchange.getResponse().isCommitted()
                ? Mono.error(thrown)
                : ServerRefusals.write(refusal.get(), exchange);
    }
}
