package dev.deputy.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deputy's own SQL for a new database, and which of it a data folder has had. A later version adds files, which older
 * folders get when they are opened.
 */
final class Bootstrap {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    private static final List<String> FILES =
            List.of("1-roles.sql", "2-public-and-extensions.sql", "3-auth.sql", "4-other-services.sql");

    /** What there was before folders said what they have had. */
    private static final List<String> UNRECORDED = FILES.subList(0, 3);

    private static final String RECORD = "bootstrap.txt";

    private Bootstrap() {}

    static List<String> scripts() {
        return FILES.stream().map(Bootstrap::resource).toList();
    }

    static void noteNew(DataFolder folder) {
        if (!folder.isTemporary()) {
            note(folder);
        }
    }

    /** Whether the folder's database may lack something. */
    static boolean isOutdated(DataFolder folder) {
        return !folder.isTemporary()
                && !folder.read(RECORD).filter(record()::equals).isPresent();
    }

    /** Runs what the folder's database has not had. */
    static void update(DataFolder folder, Connection administrator) throws SQLException {
        Map<String, String> had = had(folder);
        administrator.setAutoCommit(false);
        try (Statement statement = administrator.createStatement()) {
            for (String file : FILES) {
                if (!had.containsKey(file)) {
                    statement.execute(resource(file));
                }
            }
            administrator.commit();
        }
        List<String> changed = FILES.stream()
                .filter(file -> !had.getOrDefault(file, checksum(file)).equals(checksum(file)))
                .toList();
        if (!changed.isEmpty()) {
            LOG.warn(
                    "The database in {} was made by another version of Deputy, whose {} differed: if something is missing"
                            + " from it, start with a new folder.",
                    folder.path(),
                    String.join(", ", changed));
        }
        note(folder);
    }

    private static Map<String, String> had(DataFolder folder) {
        Map<String, String> had = new LinkedHashMap<>();
        Optional<String> record = folder.read(RECORD);
        if (record.isEmpty()) {
            UNRECORDED.forEach(file -> had.put(file, checksum(file)));
        }
        record.orElse("").lines().map(line -> line.split(" ", 2)).forEach(parts -> had.put(parts[0], parts[1]));
        return had;
    }

    private static void note(DataFolder folder) {
        folder.write(RECORD, record());
    }

    private static String record() {
        return FILES.stream().map(file -> file + " " + checksum(file) + "\n").collect(Collectors.joining());
    }

    private static String checksum(String file) {
        CRC32 checksum = new CRC32();
        checksum.update(resource(file).getBytes(UTF_8));
        return Long.toHexString(checksum.getValue());
    }

    private static String resource(String name) {
        try (InputStream content = Bootstrap.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("the resource " + name + " is missing from Deputy's jar");
            }
            return new String(content.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
