package dev.deputy.local.dashboard;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The page's files, from the jar. Read anew for every request: there are few requests, and idle memory is dear. */
final class WebFiles {

    /** One folder deep at most, and no dot but the one before the type: a path cannot climb. */
    private static final Pattern NAME = Pattern.compile("/(?:[a-z]+/)?[a-z-]+\\.(html|css|js|svg)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private WebFiles() {}

    static Answer answer(String path) throws IOException {
        String name = path.equals("/") ? "/index.html" : path;
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw nothingThere();
        }
        try (InputStream file = WebFiles.class.getResourceAsStream("web" + name)) {
            if (file == null) {
                throw nothingThere();
            }
            return Answer.of(200, file.readAllBytes())
                    .with("Content-Type", Objects.requireNonNull(TYPES.get(matcher.group(1))));
        }
    }

    private static Failure nothingThere() {
        return new Failure(404, "not_found", "The dashboard has nothing at this path");
    }
}
