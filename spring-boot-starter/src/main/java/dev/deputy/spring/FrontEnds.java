package dev.deputy.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;

/** What pages of other origins may do. */
final class FrontEnds {

    private FrontEnds() {}

    /**
     * Pages of these origins may call with any method and any header; supabase-js sends {@code apikey},
     * {@code x-client-info} and more. Without cookies, a page can do nothing here that its token does not allow.
     */
    static CorsConfiguration mayCall(List<String> origins) {
        CorsConfiguration cors = new CorsConfiguration();
        if (origins.contains(CorsConfiguration.ALL)) {
            cors.addAllowedOrigin(CorsConfiguration.ALL);
        } else {
            cors.setAllowedOriginPatterns(origins);
        }
        cors.addAllowedMethod(CorsConfiguration.ALL);
        cors.addAllowedHeader(CorsConfiguration.ALL);
        cors.setAllowCredentials(false);
        cors.setExposedHeaders(
                List.of(HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER, HttpHeaders.LOCATION, HttpHeaders.LINK));
        cors.setMaxAge(Duration.ofHours(1));
        return cors;
    }

    /** Where the application names origins. */
    static final class OnAllowedOrigins extends OnPropertyListCondition {
        OnAllowedOrigins() {
            super("supabase.cors.allowed-origins", () -> ConditionMessage.forCondition("CORS for Supabase front ends"));
        }
    }
}
