package dev.deputy.spring;

import dev.deputy.TokenVerifier;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts something in front of the verifier of the application under test. */
record InFrontOfVerifier(UnaryOperator<TokenVerifier> before) implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof TokenVerifier verifier ? before.apply(verifier) : bean;
    }
}
