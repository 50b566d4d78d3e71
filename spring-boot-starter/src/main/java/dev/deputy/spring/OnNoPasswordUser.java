package dev.deputy.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Withdraws where the settings name Boot's user with a password. Not as an expression: an application that uses no other
 * would load and compile Spring's whole expression language for it.
 */
final class OnNoPasswordUser extends SpringBootCondition {

    private static final String NAME = "spring.security.user.name";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("User with a password");
        return context.getEnvironment().containsProperty(NAME)
                ? ConditionOutcome.noMatch(message.because(NAME + " is set"))
                : ConditionOutcome.match(message.because(NAME + " is not set"));
    }
}
