package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A kill -9 in the middle of a thousand sign-ups and refreshes: see what was acknowledged, and every refresh token. */
class AuthCrashTest {

    private static final int PEOPLE = 4;
    private static final int SIGN_UPS_EACH = 50;
    private static final int REFRESHES_OF_EACH = 4; // so 4 * 50 * (1 + 4) = 1,000 in all
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 500;

    @TempDir
    private Path folder;

    @Test
    void every_acknowledged_user_is_there_and_every_refresh_token_is_good_or_used_up() throws Exception {
        String data = folder.resolve("data").toString();
        List<Person> people = new ArrayList<>();
        try (DeputyProcess deputy = DeputyProcess.start(folder, "--data", data)) {
            CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_THE_KILL);
            for (int i = 0; i < PEOPLE; i++) {
                people.add(new Person(i, new Client(deputy.apiUrl()), enough));
            }
            people.forEach(Thread::start);
            enough.await();
            deputy.kill();
            for (Person person : people) {
                person.join();
            }
        }
        List<Chain> chains =
                people.stream().flatMap(person -> person.chains.stream()).toList();
        assertThat(chains).hasSizeLessThan(PEOPLE * SIGN_UPS_EACH);

        try (DeputyProcess deputy = DeputyProcess.start(folder, "--data", data)) {
            assertThat(emails(deputy))
                    .containsAll(chains.stream().map(chain -> chain.email).toList());
            Set<String> active = tokens(deputy, "not revoked");
            Set<String> used = tokens(deputy, "revoked");
            Client client = new Client(deputy.apiUrl());
            for (Chain chain : chains) {
                List<String> before = chain.tokens.subList(0, chain.tokens.size() - 1);
                String last = chain.tokens.get(chain.tokens.size() - 1);
                assertThat(used).containsAll(before);
                // In use, or used by the refresh that the kill left without an answer. Either way the client goes on.
                assertThat(active.contains(last) || used.contains(last)).isTrue();
                assertThat(client.refresh(last)).isNotEmpty();
            }
            assertThat(
                            ask(
                                    deputy,
                                    "select count(*) from (select session_id from auth.refresh_tokens"
                                            + " group by session_id having count(*) filter (where not revoked) <> 1) as broken"))
                    .isEqualTo("0");
            deputy.terminate();
        }
    }

    /** A session's refresh tokens, each the successor of the one before, as far as they were acknowledged. */
    private static final class Chain {
        private final String email;
        private final List<String> tokens = new ArrayList<>();

        Chain(String email, String token) {
            this.email = email;
            tokens.add(token);
        }
    }

    /** Signs up and refreshes, one after the other, until there is no answer any more. */
    private static final class Person extends Thread {

        private final int number;
        private final Client client;
        private final CountDownLatch enough;
        private final List<Chain> chains = new ArrayList<>();

        Person(int number, Client client, CountDownLatch enough) {
            this.number = number;
            this.client = client;
            this.enough = enough;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < SIGN_UPS_EACH; i++) {
                    String email = "person" + number + "-" + i + "@example.com";
                    Chain chain = new Chain(email, client.signUp(email));
                    chains.add(chain);
                    enough.countDown();
                    for (int j = 0; j < REFRESHES_OF_EACH; j++) {
                        chain.tokens.add(client.refresh(chain.tokens.get(chain.tokens.size() - 1)));
                        enough.countDown();
                    }
                }
            } catch (IOException e) {
                // The kill.
            }
        }
    }

    private record Client(String url, HttpClient http) {

        Client(String url) {
            this(url, HttpClient.newHttpClient());
        }

        String signUp(String email) throws IOException {
            return post(
                    "/auth/v1/signup",
                    Json.object().put("email", email).put("password", "correct horse battery staple"));
        }

        String refresh(String token) throws IOException {
            return post("/auth/v1/token?grant_type=refresh_token", Json.object().put("refresh_token", token));
        }

        /** Gives the refresh token of the answer. */
        private String post(String path, JsonNode body) throws IOException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .POST(BodyPublishers.ofString(Json.print(body)))
                    .build();
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                return Json.parse(response.body()).required("refresh_token").asString();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Set<String> emails(DeputyProcess deputy) throws SQLException {
        return column(
                deputy,
                "select u.email from auth.users u join auth.identities i on i.user_id = u.id"
                        + " join auth.sessions s on s.user_id = u.id");
    }

    private static Set<String> tokens(DeputyProcess deputy, String condition) throws SQLException {
        return column(deputy, "select token from auth.refresh_tokens where " + condition);
    }

    private static String ask(DeputyProcess deputy, String sql) throws SQLException {
        return column(deputy, sql).iterator().next();
    }

    private static Set<String> column(DeputyProcess deputy, String sql) throws SQLException {
        Set<String> values = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(deputy.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
