/**
 * Supabase for Spring Boot. Its users meet the {@code supabase.*} properties ({@code SupabaseProperties}), the
 * {@link dev.deputy.Caller} as principal, and, when they write a filter chain of their own,
 * {@link dev.deputy.spring.SupabaseConfigurer}. The rest works by itself:
 *
 * <ul>
 *   <li>{@code SupabaseAutoConfiguration} makes properties and environment ({@code ProjectSettings}) a
 *       {@link dev.deputy.SupabaseConfig} and a {@link dev.deputy.TokenVerifier}; a mistake becomes a
 *       {@code SupabaseSettingsException} and two sentences.
 *   <li>{@code LocalSupabaseAutoConfiguration} starts a Supabase in this process where no project is set; {@code LocalRun}
 *       says how long it runs ({@code RestartedSupabase} under devtools).
 *   <li>{@code SupabaseSecurityAutoConfiguration} guards a servlet application: {@code CallerFilter} asks the
 *       {@link dev.deputy.Gate} at the {@code Door}, {@link dev.deputy.spring.SupabaseRules} say who may call which endpoint,
 *       {@code Refusals} answers; {@code SessionCookie} and {@code ResourceMetadata} are for those who switch them on.
 *   <li>{@link dev.deputy.spring.CallerAuthorities} are the callers' roles and permissions; {@code ClaimAuthorities} takes them
 *       from claims.
 *   <li>{@code SupabaseJwtAutoConfiguration} is for applications with {@code oauth2ResourceServer},
 *       {@code SupabaseWebhooksAutoConfiguration} for those with {@link dev.deputy.spring.WebhookBody}.
 *   <li>{@code SupabaseWebFluxSecurityAutoConfiguration} guards a reactive one: {@code CallerWebFilter},
 *       {@code ServerRefusals}, and {@link dev.deputy.spring.SupabaseWebFlux} for chains of the application's own;
 *       {@code Verifications} keeps waiting off the event loop.
 *   <li>{@code SupabaseMvcAutoConfiguration} and {@code SupabaseWebFluxAutoConfiguration} are for controllers and front ends:
 *       optional callers, CORS.
 *   <li>{@code SupabaseWebSocketAutoConfiguration} asks who opens GraphQL connections ({@code CallerWebSocketInterceptor}), and
 *       ends WebSocket connections with the token ({@code Connection}).
 *   <li>{@code SupabaseTasksAutoConfiguration} has tasks of Spring's executor done as the caller who gave them.
 *   <li>{@code SupabaseClientAutoConfiguration} gives a {@code Supabase} that is the current caller's ({@code CurrentCaller})
 *       and an {@code AdminSupabase} where a secret key is set, and answers where the APIs do not ({@code ClientRefusals}).
 *   <li>{@code SupabasePostgresAutoConfiguration} gives a {@code DataSource} that follows the current caller
 *       ({@code CurrentIdentity}, with the {@code CurrentRequest} for policies) over the {@code ProjectDatabase}, and
 *       {@code SupabaseProblemsAutoConfiguration} answers where that database does not ({@code DatabaseRefusals}).
 *   <li>{@code SupabaseHealthAutoConfiguration} is for the actuator: {@code SupabaseHealth} by what {@code AuthWatch} has heard
 *       and {@code Probe} asks, {@code DatabaseHealth}, both in the readiness group ({@code ReadyWithSupabase});
 *       {@code SupabaseOpenHealthAutoConfiguration} opens the health endpoint, {@code SupabaseInfoAutoConfiguration} adds
 *       to {@code info}.
 * </ul>
 */
@NullMarked
package dev.deputy.spring;

import org.jspecify.annotations.NullMarked;
