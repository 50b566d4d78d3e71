package dev.deputy.local;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Tells a shell, or a person, what a running {@code start} told. */
@Command(
        name = "status",
        description = "Prints the addresses and keys of the Supabase that this user started on a port.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class StatusCommand implements Callable<Integer> {

    enum Form {
        PRETTY,
        ENV
    }

    @Option(names = "--port", paramLabel = "PORT", description = "The port that clients find it at.")
    private int port = 54321;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "env|pretty",
            description = "env: lines NAME=\"value\" for a shell to eval; they hold secrets.")
    private Form form = Form.PRETTY;

    @Override
    public Integer call() {
        Optional<Facts> facts = Running.on(port);
        if (facts.isEmpty()) {
            System.err.println(nothingRuns(port));
            return ExitCode.SOFTWARE;
        }
        System.out.print(form == Form.ENV ? facts.get().forShell() : facts.get().forPeople());
        return ExitCode.OK;
    }

    static String nothingRuns(int port) {
        return "No local Supabase of yours runs on port " + port
                + ": start one with 'start', or name its port with --port.";
    }
}
