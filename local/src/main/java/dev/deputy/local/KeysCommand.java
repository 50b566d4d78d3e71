package dev.deputy.local;

import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows and changes the signing keys of a running {@code start}, by way of its control API. */
@Command(
        name = "keys",
        description = "Lists the signing keys of a running Supabase of this user, after changing them if told so.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class KeysCommand implements Callable<Integer> {

    enum Change {
        LIST,
        ADD,
        ROTATE,
        STANDBY,
        REVOKE
    }

    @Option(names = "--port", paramLabel = "PORT", description = "The port that clients find it at.")
    private int port = 54321;

    @Parameters(
            index = "0",
            paramLabel = "list|add|rotate|standby|revoke",
            defaultValue = "list",
            description =
                    "add: a new key that stands by; rotate: the key that stands by, else a new one, signs from now"
                            + " on; standby, revoke: the key with this id.")
    private Change change = Change.LIST;

    @Parameters(index = "1", paramLabel = "ID", arity = "0..1", description = "The key to stand by or to revoke.")
    private String id = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean ofOneKey = change == Change.STANDBY || change == Change.REVOKE;
        if (ofOneKey == id.isEmpty()) {
            System.err.println(
                    ofOneKey
                            ? "Say which key: 'keys list' shows their ids."
                            : "Only standby and revoke take the id of a key.");
            return ExitCode.USAGE;
        }
        Optional<Facts> facts = Running.on(port);
        if (facts.isEmpty()) {
            System.err.println(StatusCommand.nothingRuns(port));
            return ExitCode.SOFTWARE;
        }
        URI dashboard = URI.create(facts.get().values().getOrDefault("DASHBOARD_URL", ""));
        HttpResponse<String> changed =
                switch (change) {
                    case LIST -> ask(dashboard, "GET", "");
                    case ADD -> ask(dashboard, "POST", "");
                    case ROTATE -> ask(dashboard, "POST", "/rotate");
                    case STANDBY -> ask(dashboard, "POST", "/" + id + "/standby");
                    case REVOKE -> ask(dashboard, "POST", "/" + id + "/revoke");
                };
        if (changed.statusCode() >= 300) {
            System.err.println(Json.parse(changed.body()).path("message").asString("It could not be done."));
            return ExitCode.SOFTWARE;
        }
        for (JsonNode key : Json.parse(ask(dashboard, "GET", "").body()).path("keys")) {
            System.out.printf(
                    "%-36s  %-5s  %s%n",
                    key.path("id").asString(""),
                    key.path("algorithm").asString(""),
                    key.path("state").asString("").replace('_', ' '));
        }
        return ExitCode.OK;
    }

    private static HttpResponse<String> ask(URI dashboard, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(dashboard.resolve("/deputy/v1/keys" + path))
                .header("Authorization", "Bearer " + dashboard.getFragment().replaceFirst("^secret=", ""))
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
