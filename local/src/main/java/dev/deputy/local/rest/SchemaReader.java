package dev.deputy.local.rest;

import dev.deputy.local.rest.Function.Parameter;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL's catalogs what there is. */
final class SchemaReader {

    private final Connection connection;
    private final List<String> exposed;

    private SchemaReader(Connection connection, List<String> exposed) {
        this.connection = connection;
        this.exposed = exposed;
    }

    /** @param exposed the schemas whose tables and functions are resources */
    static Schema read(Connection connection, List<String> exposed) throws SQLException {
        return new SchemaReader(connection, exposed).schema();
    }

    private Schema schema() throws SQLException {
        try (PreparedStatement emptyPath = connection.prepareStatement("set local search_path = ''")) {
            emptyPath.execute(); // so that types and defaults come with their schemas
        }
        Map<Long, Table> tables = new LinkedHashMap<>();
        query("tables", row -> {
            Table table = table(row);
            tables.put(table.id(), table);
        });
        List<ForeignKey> keys = new ArrayList<>();
        query("foreign-keys", row -> keys.add(foreignKey(row)));
        Map<Long, String> trees = new HashMap<>();
        query("views", row -> trees.put(row.getLong("id"), row.getString("tree")));
        ViewColumns views = new ViewColumns(tables, trees);
        views.primaryKeys().forEach(tables::put);
        Map<Name, List<Function>> functions = new HashMap<>();
        List<Relationship> computed = new ArrayList<>();
        query("functions", row -> {
            Function function = function(row);
            if (function.isCallable()) {
                functions
                        .computeIfAbsent(function.name(), name -> new ArrayList<>())
                        .add(function);
            }
            Relationship relationship = computedRelationship(row, function);
            if (relationship != null) {
                computed.add(relationship);
            }
        });
        functions.values().forEach(overloads -> overloads.sort(Function.ORDER));
        Map<String, Map<String, String>> roleSettings = new HashMap<>();
        query("role-settings", row -> roleSettings
                .computeIfAbsent(row.getString("role"), role -> new LinkedHashMap<>())
                .put(row.getString("name"), row.getString("value")));
        Set<String> zones = new HashSet<>();
        query("time-zones", row -> zones.add(row.getString("name")));
        Map<Name, Table> byName = new LinkedHashMap<>();
        tables.values().forEach(table -> byName.put(table.name(), table));
        return new Schema(
                byName, new Relationships(tables, keys, views, computed).all(), functions, roleSettings, zones);
    }

    /** A foreign key, from the table that has it to the table that it refers to. */
    record ForeignKey(String name, long from, long to, List<String> here, List<String> there, boolean unique) {}

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String name, RowReader reader) throws SQLException {
        String sql = Resources.text("catalog/" + name + ".sql");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array schemas = connection.createArrayOf("text", exposed.toArray());
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setArray(i, schemas);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static Table table(ResultSet row) throws SQLException {
        List<String> names = strings(row, "columns");
        List<String> types = strings(row, "types");
        List<@Nullable String> defaults = nullables(row, "defaults");
        List<@Nullable String> descriptions = nullables(row, "descriptions");
        List<@Nullable String> labels = nullables(row, "labels");
        List<String> nullable = strings(row, "nullable");
        List<String> positions = strings(row, "numbers");
        Map<String, Column> columns = new LinkedHashMap<>();
        Map<Integer, String> numbers = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String text = labels.get(i);
            numbers.put(Integer.valueOf(positions.get(i)), names.get(i));
            columns.put(
                    names.get(i),
                    new Column(
                            names.get(i),
                            types.get(i),
                            nullable.get(i).equals("true"),
                            defaults.get(i),
                            descriptions.get(i),
                            text == null ? List.of() : List.of(text.split("\n"))));
        }
        int commands = row.getInt("commands");
        return new Table(
                row.getLong("id"),
                new Name(row.getString("schema"), row.getString("name")),
                row.getString("description"),
                row.getBoolean("is_view"),
                (commands & 8) != 0,
                (commands & 4) != 0,
                (commands & 16) != 0,
                columns,
                numbers,
                strings(row, "primary_key"));
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString("name"),
                row.getLong("from_id"),
                row.getLong("to_id"),
                strings(row, "here"),
                strings(row, "there"),
                row.getBoolean("is_unique"));
    }

    private static Function function(ResultSet row) throws SQLException {
        List<@Nullable String> names = nullables(row, "names");
        List<@Nullable String> types = nullables(row, "types");
        int required = types.size() - row.getInt("defaults");
        boolean variadic = row.getBoolean("is_variadic");
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String name = i < names.size() ? names.get(i) : null;
            boolean last = variadic && i == types.size() - 1;
            parameters.add(new Parameter(name == null ? "" : name, String.valueOf(types.get(i)), i < required, last));
        }
        String table = row.getString("returns_name");
        return new Function(
                new Name(row.getString("schema"), row.getString("name")),
                row.getString("description"),
                parameters,
                variadic,
                row.getString("volatility").equals("v"),
                row.getBoolean("returns_set"),
                row.getBoolean("returns_void"),
                row.getBoolean("is_composite"),
                table == null ? null : new Name(row.getString("returns_schema"), table),
                row.getDouble("rows"),
                settings(strings(row, "settings")));
    }

    /** {@code statement_timeout=5s}. */
    private static Map<String, String> settings(List<String> lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return settings;
    }

    /** A function from a row of one table to rows of another. */
    private static @Nullable Relationship computedRelationship(ResultSet row, Function function) throws SQLException {
        String table = row.getString("argument_name");
        if (table == null || !row.getBoolean("returns_rows")) {
            return null;
        }
        return new Relationship(
                new Name(row.getString("argument_schema"), table),
                new Name(row.getString("returns_schema"), row.getString("returns_name")),
                !function.returnsSet() || function.estimatedRows() == 1
                        ? Relationship.Cardinality.ONE_TO_ONE
                        : Relationship.Cardinality.ONE_TO_MANY,
                function.name().name(),
                List.of(),
                null,
                function.name());
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        List<String> values = new ArrayList<>();
        nullables(row, column).forEach(value -> values.add(String.valueOf(value)));
        return values;
    }

    private static List<@Nullable String> nullables(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        List<@Nullable String> values = new ArrayList<>();
        if (array != null) {
            for (Object value : (Object[]) array.getArray()) {
                values.add(value == null ? null : value.toString());
            }
        }
        return values;
    }
}
