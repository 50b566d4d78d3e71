package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of views are a table's columns and nothing else, so that the table's keys hold for the view too. Read
 * from the tree of nodes that PostgreSQL keeps for each view.
 */
final class ViewColumns {

    /** A column by its table's id and its number there. */
    private record Origin(long table, int column) {}

    private final Map<Long, Table> tables;
    private final Map<Long, String> trees;
    private final Map<Long, Map<String, Origin>> direct = new HashMap<>();

    ViewColumns(Map<Long, Table> tables, Map<Long, String> trees) {
        this.tables = tables;
        this.trees = trees;
        trees.forEach((view, tree) -> direct.put(view, targets(tree)));
    }

    /** The views that show all of these columns of the table: for each, their names there. */
    Map<Table, List<String>> showing(long table, List<String> columns) {
        Map<Table, List<String>> showing = new LinkedHashMap<>();
        trees.keySet().stream().sorted().forEach(view -> {
            Table shown = tables.get(view);
            List<String> names = names(view, table, columns);
            if (shown != null && names != null) {
                showing.put(shown, names);
            }
        });
        return showing;
    }

    /** Views that show the whole primary key of a table, with that as theirs. */
    Map<Long, Table> primaryKeys() {
        Map<Long, Table> keyed = new HashMap<>();
        for (long view : trees.keySet()) {
            List<String> key = new ArrayList<>();
            for (Table table : tables.values()) {
                List<String> names = table.primaryKey().isEmpty() ? null : names(view, table.id(), table.primaryKey());
                if (names != null && !table.isView()) {
                    key.addAll(names);
                }
            }
            Table shown = tables.get(view);
            if (shown != null && !key.isEmpty()) {
                keyed.put(view, shown.withPrimaryKey(key));
            }
        }
        return keyed;
    }

    private @Nullable List<String> names(long view, long table, List<String> columns) {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = direct.getOrDefault(view, Map.of()).keySet().stream()
                    .filter(candidate -> column.equals(baseColumn(view, candidate, table, 0)))
                    .findFirst()
                    .orElse(null);
            if (name == null) {
                return null;
            }
            names.add(name);
        }
        return names;
    }

    /** What the view's column is called in that table, if it comes from there, over other views or not. */
    private @Nullable String baseColumn(long view, String column, long table, int depth) {
        Origin origin = direct.getOrDefault(view, Map.of()).get(column);
        Table source = origin == null ? null : tables.get(origin.table());
        if (origin == null || source == null || depth > 20) {
            return null;
        }
        String name = source.numbers().get(origin.column());
        if (name == null || origin.table() == table) {
            return name;
        }
        return baseColumn(origin.table(), name, table, depth + 1);
    }

    /** The target list of the outermost query: {@code {QUERY … :targetList ({TARGETENTRY …} …) …}}. */
    private static Map<String, Origin> targets(String tree) {
        Map<String, Origin> targets = new LinkedHashMap<>();
        int depth = 0;
        int entry = -1;
        boolean inTargets = false;
        for (int i = 0; i < tree.length(); i++) {
            char c = tree.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
                if (depth == 2 && inTargets && tree.startsWith("{TARGETENTRY", i)) {
                    entry = i;
                }
            } else if (c == '}') {
                if (depth == 2 && entry >= 0) {
                    addTarget(tree.substring(entry, i), targets);
                    entry = -1;
                }
                depth--;
            } else if (c == ':' && depth == 1) {
                inTargets = tree.startsWith(":targetList ", i);
            }
        }
        return targets;
    }

    /** {@code … :resno 1 :resname id :ressortgroupref 0 :resorigtbl 16399 :resorigcol 1 :resjunk false}. */
    private static void addTarget(String entry, Map<String, Origin> targets) {
        int start = entry.lastIndexOf(" :resname ");
        String[] words = start < 0 ? new String[0] : entry.substring(start + 1).split(" ");
        if (words.length < 10 || !words[9].equals("false") || words[5].equals("0")) {
            return;
        }
        String name = words[1].replaceAll("\\\\(.)", "$1");
        targets.put(name, new Origin(Long.parseLong(words[5]), Integer.parseInt(words[7])));
    }
}
