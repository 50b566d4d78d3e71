package dev.deputy.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.test.WithCaller;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest
@AutoConfigureMockMvc
class HelloTest {

    private final MockMvcTester service;

    HelloTest(@Autowired MockMvcTester service) {
        this.service = service;
    }

    @Test
    @WithCaller(email = "ada@example.com")
    void a_user_is_greeted() {
        assertThat(service.get().uri("/hello")).hasStatusOk().hasBodyTextEqualTo("Hello, ada@example.com!");
    }

    @Test
    void nobody_is_not() {
        assertThat(service.get().uri("/hello")).hasStatus(401);
    }
}
