package dev.deputy.test.notes;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** The application that the kit's Spring tests try. */
@SpringBootApplication
@EnableMethodSecurity
class NotesApp {}
