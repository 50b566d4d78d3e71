package dev.deputy.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Servlet applications: every endpoint demands a caller, unless the application has a filter chain of its own. */
@AutoConfiguration(
        after = SupabaseAutoConfiguration.class,
        // Boot's own default chains, with a login page and a password, must find this one and withdraw.
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration"
        })
@ConditionalOnClass({SecurityFilterChain.class, HttpSecurity.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SupabaseSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain supabaseSecurityFilterChain(
            HttpSecurity http, @Qualifier("supabaseOpenRequests") ObjectProvider<RequestMatcher> open) {
        http.with(SupabaseConfigurer.supabase(), withDefaults());
        open.ifAvailable(health -> http.authorizeHttpRequests(
                requests -> requests.requestMatchers(health).permitAll()));
        return http.build();
    }

    @Bean
    @ConditionalOnMissingBean
    SupabaseRules supabaseRules(
            TokenVerifier verifier,
            SupabaseConfig config,
            CallerAuthorities authorities,
            ObjectProvider<SecurityContextHolderStrategy> holders,
            RequestFields fields) {
        return new SupabaseRules(
                verifier,
                config,
                authorities,
                holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy),
                fields);
    }

    @Bean
    RequestFields supabaseRequestFields(SupabaseProperties properties, SupabaseConfig config) {
        SupabaseProperties.Cookies cookies = properties.cookies();
        return new RequestFields(cookies.enabled() ? new SessionCookie(cookies, config) : null);
    }

    /** Nobody signs in here with a password: seeing this, Boot does not invent a user with one and print it. */
    @Bean
    @ConditionalOnMissingBean({
        AuthenticationManager.class,
        AuthenticationProvider.class,
        AuthenticationManagerResolver.class,
        UserDetailsService.class
    })
    @Conditional(OnNoPasswordUser.class)
    AuthenticationManagerResolver<HttpServletRequest> noPasswords() {
        return request -> authentication -> {
            throw new ProviderNotFoundException("this application has no users with passwords");
        };
    }
}
