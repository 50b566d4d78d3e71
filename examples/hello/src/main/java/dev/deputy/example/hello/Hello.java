package dev.deputy.example.hello;

import dev.deputy.Caller;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Hello {

    @GetMapping("/hello")
    String hello(@AuthenticationPrincipal Caller caller) {
        return "Hello, " + caller.email().orElse("you") + "!";
    }

    public static void main(String[] args) {
        SpringApplication.run(Hello.class, args);
    }
}
