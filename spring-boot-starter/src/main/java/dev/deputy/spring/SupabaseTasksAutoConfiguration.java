package dev.deputy.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskDecorator;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Tasks that a request gives to Spring Boot's executor, by {@code @Async} or directly, are done as the request's caller, and
 * what a thread does afterwards is not.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration"
        })
class SupabaseTasksAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(TaskDecorator.class)
    TaskDecorator supabaseTaskDecorator(ObjectProvider<SecurityContextHolderStrategy> holders) {
        SecurityContextHolderStrategy holder = holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy);
        return task -> {
            SecurityContext context = holder.createEmptyContext();
            context.setAuthentication(holder.getContext().getAuthentication());
            DelegatingSecurityContextRunnable asCaller = new DelegatingSecurityContextRunnable(task, context);
            asCaller.setSecurityContextHolderStrategy(holder);
            return asCaller;
        };
    }
}
