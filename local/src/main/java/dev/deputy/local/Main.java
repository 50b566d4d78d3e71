package dev.deputy.local;

import dev.deputy.local.postgres.CannotStartException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code deputy-local}. */
@Command(
        name = "deputy-local",
        description = "A Supabase on this machine: PostgreSQL and an auth server, in one process.",
        subcommands = {StartCommand.class, StatusCommand.class, KeysCommand.class, CommandLine.HelpCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "(start | status | keys)")
final class Main {

    private Main() {}

    /** Runs the command and exits: 0 when all went well, 1 when it could not be done, 2 when it was not understood. */
    public static void main(String[] arguments) {
        // Only what people must know; the server's own log is in the data folder.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> {
                    System.err.println(e.getMessage() + ". Try: "
                            + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    // Ours is a sentence for people; anything else is a mistake of ours, and its trace a help to find
                    // it.
                    if (e instanceof CannotStartException) {
                        System.err.println(e.getMessage());
                        return ExitCode.SOFTWARE;
                    }
                    if (e instanceof UncheckedIOException) {
                        System.err.println("Stopped, because a file is in the way: " + e.getMessage() + " ("
                                + e.getCause() + "). See that the disk is not full and that the folder is yours.");
                        return ExitCode.SOFTWARE;
                    }
                    throw e;
                })
                .execute(arguments.length == 0 ? new String[] {"help"} : arguments);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"deputy-local " + (version == null ? "(not from its jar)" : version)};
        }
    }
}
