package dev.deputy.benchmarks.plain;

import java.time.OffsetDateTime;
import java.util.UUID;

record Note(UUID id, String body, OffsetDateTime createdAt) {}
