package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Fields that ask who is calling: in a query, for each thing, and in a data loader for all of them. */
@Controller
class ManyCallersGraphQl {

    record Thing(int id) {}

    private final CurrentCaller current;

    ManyCallersGraphQl(CurrentCaller current) {
        this.current = current;
    }

    @QueryMapping
    List<Thing> things() {
        return IntStream.range(0, 3).mapToObj(Thing::new).toList();
    }

    @QueryMapping
    Mono<String> me(@AuthenticationPrincipal Caller caller) {
        return Mono.fromCallable(() -> caller.subject() + " " + current.get().subject())
                .subscribeOn(Schedulers.boundedElastic());
    }

    @SchemaMapping
    String asked(Thing thing) {
        return current.get().subject();
    }

    @BatchMapping
    Map<Thing, String> owner(List<Thing> things) {
        return things.stream().collect(Collectors.toMap(Function.identity(), thing -> current.get()
                .subject()));
    }
}
