package dev.deputy.local.auth;

import java.net.URI;
import java.util.List;

/**
 * The site that users come from and are sent back to.
 *
 * @param url where links lead, unless a request names another place that is allowed ({@code auth.site_url})
 * @param redirectUrls where they may lead besides ({@code auth.additional_redirect_urls}): addresses, in which
 *     {@code *} stands for what is between two of {@code . /}, and {@code **} for anything
 */
public record SiteSettings(URI url, List<String> redirectUrls) {

    public SiteSettings {
        if (url.getScheme() == null) {
            throw new IllegalArgumentException("site_url must begin with http:// or https://, not be " + url);
        }
        redirectUrls = List.copyOf(redirectUrls);
        redirectUrls.forEach(Glob::compile);
    }

    /** {@code http://127.0.0.1:3000}, as the Supabase CLI has it. */
    public static SiteSettings defaults() {
        return new SiteSettings(URI.create("http://127.0.0.1:3000"), List.of("https://127.0.0.1:3000"));
    }
}
