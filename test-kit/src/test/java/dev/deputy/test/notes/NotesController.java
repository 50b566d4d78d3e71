package dev.deputy.test.notes;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NotesController {

    private final Notes notes;

    NotesController(Notes notes) {
        this.notes = notes;
    }

    @GetMapping("/notes")
    List<String> mine() {
        return notes.mine();
    }

    @PostMapping("/notes")
    void add(@RequestBody String body) {
        notes.add(body);
    }
}
