package dev.deputy.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project's SQL files, applied as the Supabase CLI applies them: {@code supabase/migrations/<digits>_<name>.sql} in the
 * order of their digits, each once, as role postgres, noted in {@code supabase_migrations.schema_migrations}; then
 * {@code supabase/seed.sql}, once.
 */
public final class Migrations {

    private static final Pattern FILE_NAME = Pattern.compile("(\\d+)_(.*)\\.sql");

    private record Migration(String version, String name, Path file) {}

    private final List<Migration> migrations;
    private final Optional<Path> seed;

    private Migrations(List<Migration> migrations, Optional<Path> seed) {
        this.migrations = migrations;
        this.seed = seed;
    }

    /** Those of a folder that has a {@code supabase} folder in it, as {@code supabase init} makes it. */
    public static Migrations ofProject(Path project) {
        Path supabase = project.resolve("supabase");
        if (!Files.isDirectory(supabase)) {
            throw new CannotStartException(
                    "The project folder " + project.toAbsolutePath().normalize()
                            + " has no folder supabase: name the folder that has it, or make one with supabase/migrations in it.");
        }
        Path seed = supabase.resolve("seed.sql");
        return new Migrations(
                inOrder(sqlFiles(supabase.resolve("migrations"))),
                Files.exists(seed) ? Optional.of(seed) : Optional.empty());
    }

    /** The given files, whose names must be {@code <digits>_<name>.sql}. */
    public static Migrations of(List<Path> files) {
        return new Migrations(inOrder(files), Optional.empty());
    }

    /** These and others together. */
    public Migrations and(Migrations others) {
        List<Path> files = Stream.concat(migrations.stream(), others.migrations.stream())
                .map(Migration::file)
                .toList();
        return new Migrations(inOrder(files), seed.or(() -> others.seed));
    }

    private static List<Path> sqlFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            // The CLI passes over other files too, such as a README.
            return files.filter(file ->
                            FILE_NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new CannotStartException("The folder " + folder + " cannot be read: " + e + ".", e);
        }
    }

    private static List<Migration> inOrder(List<Path> files) {
        List<Migration> migrations = new ArrayList<>();
        Set<String> versions = new HashSet<>();
        for (Path file : files) {
            Matcher name = FILE_NAME.matcher(file.getFileName().toString());
            if (!name.matches()) {
                throw new CannotStartException(
                        "The migration " + file
                                + " has a name that says no order: call it <digits>_<name>.sql, such as 20260101120000_notes.sql.");
            }
            if (!versions.add(name.group(1))) {
                throw new CannotStartException("Two migrations have the number " + name.group(1) + ", one of them is "
                        + file + ": give each a number of its own.");
            }
            migrations.add(new Migration(name.group(1), name.group(2), file));
        }
        migrations.sort(Comparator.comparing(Migration::version));
        return List.copyOf(migrations);
    }

    /**
     * Applies what was not applied yet.
     *
     * @throws CannotStartException when a statement fails; the message has the file, the line and PostgreSQL's words.
     *     What the files before it did stays, and is not done again.
     */
    public void applyTo(EmbeddedPostgres postgres) {
        if (migrations.isEmpty() && seed.isEmpty()) {
            return;
        }
        try (Connection connection = postgres.connectAsSent(LoginRole.POSTGRES)) {
            prepare(connection);
            Set<String> applied = texts(connection, "select version from supabase_migrations.schema_migrations");
            for (Migration migration : migrations) {
                if (!applied.contains(migration.version())) {
                    new SqlFile(migration.file())
                            .run(connection, statements -> note(connection, migration, statements));
                }
            }
            if (seed.isPresent()
                    && texts(connection, "select path from supabase_migrations.seed_files")
                            .isEmpty()) {
                new SqlFile(seed.get()).run(connection, statements -> noteSeed(connection, seed.get()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the history of migrations could not be read or written", e);
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists supabase_migrations");
            statement.execute("create table if not exists supabase_migrations.schema_migrations"
                    + " (version text primary key, statements text[], name text)");
            statement.execute("create table if not exists supabase_migrations.seed_files"
                    + " (path text primary key, hash text not null)");
        }
    }

    private static Set<String> texts(Connection connection, String query) throws SQLException {
        Set<String> found = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static void note(Connection connection, Migration migration, List<String> statements) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into supabase_migrations.schema_migrations (version, name, statements) values (?, ?, ?)")) {
            insert.setString(1, migration.version());
            insert.setString(2, migration.name());
            insert.setArray(3, connection.createArrayOf("text", statements.toArray()));
            insert.executeUpdate();
        }
    }

    private static void noteSeed(Connection connection, Path seed) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into supabase_migrations.seed_files (path, hash) values ('supabase/seed.sql',"
                        + " encode(sha256(?), 'hex'))")) {
            insert.setBytes(1, Files.readAllBytes(seed));
            insert.executeUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + seed, e);
        }
    }
}
