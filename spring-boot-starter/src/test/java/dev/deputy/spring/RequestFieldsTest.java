package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class RequestFieldsTest {

    private static final RequestFields FIELDS = new RequestFields(null);

    private static HttpServletRequest behindFirewall(String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.addHeader("Authorization", authorization);
        return new StrictHttpFirewall().getFirewalledRequest(request);
    }

    @Test
    void the_header_is_read_as_it_was_sent_whatever_the_firewall_thinks_of_it() {
        assertThat(FIELDS.credential(behindFirewall("Bearer a.b.c")).authorization())
                .containsExactly("Bearer a.b.c");
        assertThat(FIELDS.credential(behindFirewall("Bearer a\u0001b")).authorization())
                .containsExactly("Bearer a\u0001b");
    }

    @Test
    void an_applications_own_wrapper_has_the_last_word() {
        HttpServletRequest wrapped = new HttpServletRequestWrapper(behindFirewall("Bearer sent")) {
            @Override
            public Enumeration<String> getHeaders(String name) {
                return Collections.enumeration(List.of("Bearer its-own"));
            }
        };
        assertThat(FIELDS.credential(wrapped).authorization()).containsExactly("Bearer its-own");
    }
}
