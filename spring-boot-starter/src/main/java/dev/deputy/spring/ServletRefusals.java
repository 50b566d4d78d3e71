package dev.deputy.spring;

import dev.deputy.Decision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers servlet requests that a rule turns away. */
final class ServletRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String REFUSAL = ServletRefusals.class.getName();

    private final Refusals refusals;
    private final SecurityContextHolderStrategy holder;
    private final @Nullable SignInPage signIn;

    /** @param signIn where browsers are sent that ask for a page; null for nowhere */
    ServletRefusals(Refusals refusals, SecurityContextHolderStrategy holder, @Nullable SignInPage signIn) {
        this.refusals = refusals;
        this.holder = holder;
        this.signIn = signIn;
    }

    /** Keeps what to answer if the request is turned away; Spring Security 6 does not hand on what a rule has said. */
    static void keep(Decision.Refuse refusal, HttpServletRequest request) {
        request.setAttribute(REFUSAL, refusal);
    }

    private static Decision.@Nullable Refuse kept(HttpServletRequest request) {
        return (Decision.Refuse) request.getAttribute(REFUSAL);
    }

    /** Spring Security wraps the rule's exception into one of its own. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        Decision.Refuse refusal = refusals.toNobody(cause.getCause(), kept(request));
        if (refusal.status() != 401 || signIn == null || !signIn.answers(request, response)) {
            write(refusal, response);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        write(refusals.to(holder.getContext().getAuthentication(), cause), response);
    }

    static void write(Decision.Refuse refusal, HttpServletResponse response) throws IOException {
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = refusal.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
