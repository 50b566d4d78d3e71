package dev.deputy.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.AbstractMessageConverterMethodArgumentResolver;

/** Resolves {@link WebhookBody}: the signature is over the bytes as they came, so these are read first. */
final class WebhookBodyResolver extends AbstractMessageConverterMethodArgumentResolver {

    private final Webhooks webhooks;

    WebhookBodyResolver(List<HttpMessageConverter<?>> converters, Webhooks webhooks) {
        super(converters);
        this.webhooks = webhooks;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(WebhookBody.class);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws IOException, HttpMediaTypeNotSupportedException {
        WebhookBody webhook = Objects.requireNonNull(parameter.getParameterAnnotation(WebhookBody.class));
        HttpServletRequest servletRequest = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        ServletServerHttpRequest message = new ServletServerHttpRequest(servletRequest);
        // Not the message's body: Spring makes up one for forms.
        byte[] body = servletRequest.getInputStream().readNBytes(Webhooks.MOST_BYTES + 1);
        if (body.length > Webhooks.MOST_BYTES) {
            throw new ResponseStatusException(HttpStatus.valueOf(413));
        }
        webhooks.verify(webhook.value(), message.getHeaders(), body);
        return readWithMessageConverters(
                new Verified(message.getHeaders(), body), parameter, parameter.getGenericParameterType());
    }

    private static final class Verified implements HttpInputMessage {

        private final HttpHeaders headers;
        private final byte[] body;

        Verified(HttpHeaders headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }
    }
}
