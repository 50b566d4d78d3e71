package dev.deputy.client;

import static dev.deputy.client.Filter.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.client.Recorder.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/client.md and of the Javadoc: they compile, they run, and they stand there word by word. */
class GuideTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "client.md");

    record Todo(long id, String title) {}

    record Greeting(String text) {}

    private final Recorder recorder = new Recorder();
    private final TestCallers callers = new TestCallers(recorder.url());
    private final SupabaseClient supabase = SupabaseClient.of(callers.config());
    private final Caller caller = callers.caller(UUID.randomUUID());
    private final List<Object> logged = new ArrayList<>();

    private void log(Object line) {
        logged.add(line);
    }

    @AfterEach
    void stop() {
        recorder.close();
    }

    @Test
    void as_the_caller() {
        recorder.usually(Answer.json("[{\"id\":1,\"title\":\"write\"}]"));
        // snippet as
        List<Todo> open = supabase.as(caller)
                .from("todos")
                .select("id,title")
                .eq("done", false)
                .order("created_at")
                .list(Todo.class);
        // end
        assertThat(open).containsExactly(new Todo(1, "write"));
    }

    @Test
    void a_client() {
        Map<String, String> environment = Map.of("SUPABASE_URL", "https://abc.supabase.co");
        assertThat(client(SupabaseConfig.fromEnvironment(environment)).toString())
                .contains("abc");
    }

    private static SupabaseClient client(SupabaseConfig config) {
        return SupabaseClient.of(config);
    }

    /** Compiles; where it runs, the environment says. */
    static SupabaseClient fromEnvironment() {
        // snippet client
        SupabaseClient supabase = SupabaseClient.of(SupabaseConfig.fromEnvironment());
        // end
        return supabase;
    }

    @Test
    void values() {
        recorder.usually(Answer.json("[]"));
        String whateverSomebodyTyped = "x,id.gt.0";
        // snippet values
        List<Todo> found = supabase.as(caller)
                .from("todos")
                .select()
                .or(eq("title", whateverSomebodyTyped), in("id", List.of(1, 2)))
                .list(Todo.class);
        // end
        assertThat(found).isEmpty();
        assertThat(recorder.last().target()).contains("or=%28title.eq.%22x%2Cid.gt.0%22%2Cid.in.%281%2C2%29%29");
    }

    @Test
    void errors() {
        recorder.next(Answer.json("{\"id\":1,\"title\":\"write\"}"));
        assertThat(title(1)).isEqualTo("write");
        recorder.next(Answer.of(
                406, "{\"code\":\"PGRST116\",\"message\":\"no\",\"details\":\"The result contains 0 rows\"}"));
        assertThat(title(1)).isEqualTo("there is none, or it is not yours");
        recorder.next(Answer.of(403, "{\"code\":\"42501\",\"message\":\"permission denied for table todos\"}"));
        assertThat(title(1)).isEqualTo("you may not");
        recorder.next(Answer.of(504, ""));
        assertThat(title(1)).isEqualTo("try later");
    }

    private String title(long id) {
        // snippet errors
        try {
            Todo todo = supabase.as(caller).from("todos").select().eq("id", id).single(Todo.class);
            return todo.title();
        } catch (DataException e) {
            return switch (e.reason()) {
                case NO_ROW -> "there is none, or it is not yours"; // PGRST116
                case DENIED -> "you may not"; // 42501: row level security, or no grant
                case UNAVAILABLE -> "try later"; // no answer, 503 …
                default -> throw e; // e.status(), e.code(), e.details(), e.hint(), e.requestId()
            };
        }
        // end
    }

    @Test
    void files(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("cat.png"), "cat");
        OutputStream output = new ByteArrayOutputStream();
        recorder.next(Answer.json("{\"Key\":\"photos/cats/1.png\"}"))
                .next(Answer.of(200, "cat"))
                .next(Answer.json("{\"signedURL\":\"/object/sign/photos/cats/1.png?token=t\"}"));
        // snippet files
        Bucket photos = supabase.as(caller).storage().from("photos");
        photos.upload("cats/1.png", Upload.of(file).contentType("image/png").onProgress(sent -> log(sent)));
        try (Download cat = photos.download("cats/1.png")) {
            cat.stream().transferTo(output);
        }
        URI forAnHour = photos.signedUrl("cats/1.png", Duration.ofHours(1));
        // end
        assertThat(output).hasToString("cat");
        assertThat(forAnHour.getPath()).endsWith("/object/sign/photos/cats/1.png");
        assertThat(logged).contains(3L);
    }

    @Test
    void functions() {
        recorder.next(Answer.json("{\"text\":\"hello\"}")).next(Answer.of(200, "once\nupon\n"));
        // snippet functions
        Optional<Greeting> greeting = supabase.as(caller)
                .function("hello")
                .body(Map.of("name", "Ada"))
                .invoke(Greeting.class);
        try (FunctionAnswer answer = supabase.as(caller).function("story").invoke()) {
            answer.lines().forEach(line -> log(line)); // as they arrive
        }
        // end
        assertThat(greeting).contains(new Greeting("hello"));
        assertThat(logged).containsExactly("once", "upon");
    }

    @Test
    void users() {
        String email = "ada@example.com";
        String password = "a long password";
        String user = "{\"id\":\"" + UUID.randomUUID() + "\",\"role\":\"authenticated\"}";
        recorder.next(Answer.json(
                        "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":1,\"user\":" + user + "}"))
                .usually(Answer.json(user));
        // snippet users
        Session session = supabase.auth().signInWithPassword(email, password); // keeps nothing
        AuthAdmin users = supabase.bypassingRowLevelSecurity().auth();
        User invited = users.inviteUserByEmail("bo@example.com");
        users.updateUserById(invited.id(), UserAttributes.none().appMetadata(Map.of("team", "red")));
        // end
        assertThat(session.accessToken()).isEqualTo("a");
        assertThat(recorder.last().method()).isEqualTo("PUT");
    }

    @Test
    void the_document_has_these_programs_word_by_word() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/deputy/client/GuideTest.java"));
        String document = Files.readString(DOCUMENT);
        Matcher program = Pattern.compile("<!-- \\S*GuideTest.java: (\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(document);
        int programs = 0;
        while (program.find()) {
            programs++;
            assertThat(oneLine(program.group(2)))
                    .as(program.group(1))
                    .isEqualTo(oneLine(snippet(source, program.group(1))));
        }
        assertThat(programs).isEqualTo(7);
    }

    @Test
    void the_javadocs_programs_are_these_too() throws IOException {
        String source = oneLine(Files.readString(Path.of("src/test/java/dev/deputy/client/GuideTest.java")));
        Pattern program = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);
        int programs = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/deputy/client"))) {
            for (Path file : files.toList()) {
                Matcher found = program.matcher(Files.readString(file));
                while (found.find()) {
                    for (String part :
                            found.group(1).replaceAll("(?m)^ \\* ?", "").split("\n\n", -1)) {
                        programs++;
                        assertThat(source).as(file.toString()).contains(oneLine(part));
                    }
                }
            }
        }
        assertThat(programs).isGreaterThanOrEqualTo(5);
    }

    /** Compiles; where it runs, there is such a file. */
    void inJavadoc(Table todos, Bucket photos) {
        todos.select()
                .or(eq("done", true), and(gte("priority", 3), like("title", "%urgent%")))
                .list(Todo.class);
        photos.upload(
                "cat.png",
                Upload.of(Path.of("cat.png")).contentType("image/png").upsert());
    }

    private static String snippet(String source, String name) {
        String begin = "// snippet " + name + "\n";
        int start = source.indexOf(begin) + begin.length();
        return source.substring(start, source.indexOf("// end", start));
    }

    /** The formatter breaks lines in the source where a person would not. */
    private static String oneLine(String code) {
        return code.replaceAll("\\s+", " ")
                .replace(" .", ".")
                .replace("( ", "(")
                .strip();
    }
}
