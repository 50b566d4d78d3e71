package dev.deputy.benchmarks.plain;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface Users extends Repository<User, UUID> {

    Optional<User> findById(UUID id);
}
