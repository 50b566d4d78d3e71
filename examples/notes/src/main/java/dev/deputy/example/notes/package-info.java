/**
 * The notes service. {@link dev.deputy.example.notes.NotesApplication} says who may call what; then there is a controller
 * for who one is, one for one's name (JPA), one for one's notes (JDBC), and one that answers the same over GraphQL.
 */
@NullMarked
package dev.deputy.example.notes;

import org.jspecify.annotations.NullMarked;
