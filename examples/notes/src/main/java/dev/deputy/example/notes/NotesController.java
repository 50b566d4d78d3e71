package dev.deputy.example.notes;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notes")
class NotesController {

    private final Notes notes;

    NotesController(Notes notes) {
        this.notes = notes;
    }

    @GetMapping
    List<Note> all() {
        return notes.all();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Note add(@RequestBody NewNote note) {
        return notes.add(note.body());
    }

    record NewNote(@Nullable String body) {}
}
