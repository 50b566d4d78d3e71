package dev.deputy.local.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which extensions this PostgreSQL has. A hosted project has more, and migrations dumped from one create them all, needed
 * or not: what is not here is passed over, and named when something fails after that.
 */
final class Extensions {

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    private static final Pattern ABOUT_ONE = Pattern.compile(
            "(?is)\\s*(?:create\\s+extension\\s+(?:if\\s+not\\s+exists\\s+)?|comment\\s+on\\s+extension\\s+|alter\\s+extension"
                    + "\\s+)(?:\"([^\"]+)\"|([\\w-]+)).*");

    private final Set<String> available;
    private final Set<String> missing = new TreeSet<>();

    private Extensions(Set<String> available) {
        this.available = available;
    }

    static Extensions of(Connection connection) throws SQLException {
        Set<String> available = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from pg_available_extensions")) {
            while (rows.next()) {
                available.add(rows.getString(1));
            }
        }
        return new Extensions(available);
    }

    /** Whether the statement is about an extension that is not here, and so is to be passed over. */
    boolean lacks(String statement) {
        Matcher matcher = ABOUT_ONE.matcher(statement);
        if (!matcher.matches()) {
            return false;
        }
        String name =
                matcher.group(1) != null ? matcher.group(1) : matcher.group(2).toLowerCase(Locale.ROOT);
        if (available.contains(name)) {
            return false;
        }
        if (missing.add(name)) {
            LOG.warn(
                    "The extension {} is not part of the local Supabase and was passed over; what needs it will fail.",
                    name);
        }
        return true;
    }

    /** A sentence about what was passed over; empty when nothing was. */
    String regrets() {
        return missing.isEmpty()
                ? ""
                : " (Not part of the local Supabase, and passed over before: the extension "
                        + String.join(", ", missing) + ")";
    }
}
