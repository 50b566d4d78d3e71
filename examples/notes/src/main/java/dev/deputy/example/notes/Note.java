package dev.deputy.example.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.UUID;

record Note(
        UUID id, String body, @JsonProperty("created_at") OffsetDateTime createdAt) {}
