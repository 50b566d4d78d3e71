package dev.deputy.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers requests for the {@link ResourceMetadata}, which are public, and has all challenges lead there. */
final class ResourceMetadataFilter extends OncePerRequestFilter {

    private final ResourceMetadata metadata;

    ResourceMetadataFilter(ResourceMetadata metadata) {
        this.metadata = metadata;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String base = UrlUtils.buildFullRequestUrl(
                request.getScheme(), request.getServerName(), request.getServerPort(), request.getContextPath(), null);
        Optional<String> document = metadata.at(base, path);
        if (document.isPresent() && HttpMethod.OPTIONS.matches(request.getMethod())) {
            open(response);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (document.isPresent() && HttpMethod.GET.matches(request.getMethod())) {
            open(response);
            byte[] body = document.get().getBytes(StandardCharsets.UTF_8);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } else {
            chain.doFilter(request, new Challenging(response, base, path));
        }
    }

    /** Clients in web pages of any origin may read it; those of MCP send a header with their version. */
    private static void open(HttpServletResponse response) {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "mcp-protocol-version");
    }

    private final class Challenging extends HttpServletResponseWrapper {

        private final String base;
        private final String path;

        Challenging(HttpServletResponse response, String base, String path) {
            super(response);
            this.base = base;
            this.path = path;
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, completed(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, completed(name, value));
        }

        private String completed(String name, String value) {
            return HttpHeaders.WWW_AUTHENTICATE.equalsIgnoreCase(name) ? metadata.challenge(value, base, path) : value;
        }
    }
}
