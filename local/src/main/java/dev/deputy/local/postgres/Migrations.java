package dev.deputy.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project's SQL files, applied as the Supabase CLI applies them: {@code supabase/migrations/<digits>_<name>.sql} in the
 * order of their digits, each once, as role postgres, noted in {@code supabase_migrations.schema_migrations}; before them
 * {@code supabase/roles.sql}, after them the seeds ({@code supabase/seed.sql}), once each.
 */
public final class Migrations {

    private static final Pattern FILE_NAME = Pattern.compile("(\\d+)_(.*)\\.sql");

    private record Migration(String version, String name, Path file) {}

    /** A file that is run once, and known by its path below the project. */
    private record Once(String path, Path file) {}

    private final List<Once> roles;
    private final List<Migration> migrations;
    private final List<Once> seeds;

    private Migrations(List<Once> roles, List<Migration> migrations, List<Once> seeds) {
        this.roles = roles;
        this.migrations = migrations;
        this.seeds = seeds;
    }

    /** Those of a folder that has a {@code supabase} folder in it, as {@code supabase init} makes it. */
    public static Migrations ofProject(Path project) {
        return ofProject(project, /* migrations= */ true, List.of("./seed.sql"));
    }

    /**
     * Those of a folder that has a {@code supabase} folder in it.
     *
     * @param migrations whether to apply {@code supabase/migrations/*.sql}
     * @param seeds the files to seed from, as patterns below {@code supabase}, such as {@code ./seeds/*.sql}
     */
    public static Migrations ofProject(Path project, boolean migrations, List<String> seeds) {
        Path supabase = project.toAbsolutePath().normalize().resolve("supabase");
        if (!Files.isDirectory(supabase)) {
            throw new CannotStartException(
                    "The project folder " + project.toAbsolutePath().normalize()
                            + " has no folder supabase: name the folder that has it, or make one with supabase/migrations in it.");
        }
        return new Migrations(
                once(supabase, List.of("roles.sql")),
                migrations ? inOrder(sqlFiles(supabase.resolve("migrations"))) : List.of(),
                once(supabase, seeds));
    }

    private static List<Once> once(Path supabase, List<String> patterns) {
        Map<String, Once> found = new LinkedHashMap<>();
        for (String pattern : patterns) {
            for (Path file : matching(supabase, pattern)) {
                String path = supabase.getParent() == null
                        ? file.toString()
                        : supabase.getParent().relativize(file).toString();
                found.putIfAbsent(path, new Once(path.replace('\\', '/'), file));
            }
        }
        return List.copyOf(found.values());
    }

    /** In the order of their names. A star does not reach into folders. */
    private static List<Path> matching(Path supabase, String pattern) {
        Path path = supabase.resolve(pattern).normalize();
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        String glob = path.toString().replace("\\", "\\\\");
        PathMatcher matcher = supabase.getFileSystem().getPathMatcher("glob:" + glob);
        if (!Files.isDirectory(supabase)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(supabase)) {
            return files.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CannotStartException("The folder " + supabase + " cannot be read: " + e + ".", e);
        }
    }

    /** The given files, whose names must be {@code <digits>_<name>.sql}. */
    public static Migrations of(List<Path> files) {
        return new Migrations(List.of(), inOrder(files), List.of());
    }

    /** These and others together. */
    public Migrations and(Migrations others) {
        List<Path> files = Stream.concat(migrations.stream(), others.migrations.stream())
                .map(Migration::file)
                .toList();
        return new Migrations(both(roles, others.roles), inOrder(files), both(seeds, others.seeds));
    }

    private static <T> List<T> both(List<T> these, List<T> others) {
        return Stream.concat(these.stream(), others.stream()).toList();
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
        if (roles.isEmpty() && migrations.isEmpty() && seeds.isEmpty()) {
            return;
        }
        try (Connection connection = postgres.connectAsSent(LoginRole.POSTGRES)) {
            prepare(connection);
            Extensions extensions = Extensions.of(connection);
            runOnce(connection, roles, extensions);
            Set<String> applied = texts(connection, "select version from supabase_migrations.schema_migrations");
            for (Migration migration : migrations) {
                if (!applied.contains(migration.version())) {
                    new SqlFile(migration.file(), extensions)
                            .run(connection, statements -> note(connection, migration, statements));
                }
            }
            runOnce(connection, seeds, extensions);
        } catch (SQLException e) {
            throw new IllegalStateException("the history of migrations could not be read or written", e);
        }
    }

    private static void runOnce(Connection connection, List<Once> files, Extensions extensions) throws SQLException {
        Set<String> done = texts(connection, "select path from supabase_migrations.seed_files");
        for (Once once : files) {
            if (!done.contains(once.path())) {
                new SqlFile(once.file(), extensions).run(connection, statements -> note(connection, once));
            }
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

    private static void note(Connection connection, Once once) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into supabase_migrations.seed_files (path, hash) values (?, encode(sha256(?), 'hex'))")) {
            insert.setString(1, once.path());
            insert.setBytes(2, Files.readAllBytes(once.file()));
            insert.executeUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + once.file(), e);
        }
    }
}
