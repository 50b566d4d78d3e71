package dev.deputy.docs;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

// snippet repository
interface Notes extends JpaRepository<Note, UUID> {}
// end
