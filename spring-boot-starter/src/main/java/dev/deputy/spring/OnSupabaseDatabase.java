package dev.deputy.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Withdraws where an application has set up another database in Boot's own way and none of Supabase's. */
final class OnSupabaseDatabase extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Supabase database");
        if (ProjectSettings.of(context.getEnvironment()).databaseUrl().isPresent()) {
            return ConditionOutcome.match(message.because("its address is set"));
        }
        return context.getEnvironment().containsProperty("spring.datasource.url")
                ? ConditionOutcome.noMatch(message.because("spring.datasource.url is set and SUPABASE_DB_URL is not"))
                : ConditionOutcome.match(message.because("no other database is set"));
    }
}
