package dev.deputy.local;

import java.net.URI;
import java.util.Map;
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
    public Integer call() {
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
        String dashboard = facts.get().values().getOrDefault("DASHBOARD_URL", "");
        String[] parts = dashboard.split("#secret=", 2);
        if (parts.length < 2) {
            System.err.println("The local Supabase on port " + port
                    + " was started by another version of Deputy: start it again with this one.");
            return ExitCode.SOFTWARE;
        }
        LocalApi control = LocalApi.ofControl(URI.create(parts[0]), parts[1]);
        try {
            switch (change) {
                case LIST -> {}
                case ADD -> control.send("POST", "/keys", Map.of());
                case ROTATE -> control.send("POST", "/keys/rotate", Map.of());
                case STANDBY -> control.send("POST", "/keys/" + id + "/standby", Map.of());
                case REVOKE -> control.send("POST", "/keys/" + id + "/revoke", Map.of());
            }
            print(control.send("GET", "/keys", Map.of()));
            return ExitCode.OK;
        } catch (LocalApi.RefusedException e) {
            System.err.println(e.reason());
        } catch (IllegalStateException e) {
            System.err.println("It could not be done: " + e.getMessage() + ".");
        }
        return ExitCode.SOFTWARE;
    }

    private static void print(JsonNode keys) {
        for (JsonNode key : keys.path("keys")) {
            System.out.printf(
                    "%-36s  %-5s  %s%n",
                    key.path("id").asString(""),
                    key.path("algorithm").asString(""),
                    key.path("state").asString("").replace('_', ' '));
        }
    }
}
