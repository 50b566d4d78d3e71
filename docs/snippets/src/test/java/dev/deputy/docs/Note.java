package dev.deputy.docs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of the table of notes; the database fills its owner in. */
@Entity
@Table(name = "notes")
class Note {

    @Id
    private UUID id = UUID.randomUUID();

    private String body = "";

    protected Note() {}

    Note(String body) {
        this.body = body;
    }

    UUID id() {
        return id;
    }

    String body() {
        return body;
    }
}
