package dev.deputy.example.notes;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code public.users}; a trigger writes it when somebody signs up. */
@Entity
@Table(name = "users")
class User {

    @Id
    @JsonIgnore
    @Nullable
    UUID id;

    @JsonProperty("full_name")
    @Nullable
    String fullName;
}
