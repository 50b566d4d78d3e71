package dev.deputy.local;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What one needs to know to use a running local Supabase, under the names that the Supabase CLI gives. Holds secrets. */
record Facts(Map<String, String> values) {

    private static final Map<String, String> LABELS = labels();

    static Facts of(LocalSupabase supabase) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("API_URL", supabase.apiUrl().toString());
        values.put("DB_URL", supabase.databaseUrl());
        values.put("PUBLISHABLE_KEY", supabase.publishableKey());
        values.put("SECRET_KEY", supabase.secretKey());
        values.put("ANON_KEY", supabase.anonKey());
        values.put("SERVICE_ROLE_KEY", supabase.serviceRoleKey());
        values.put("JWT_SECRET", supabase.jwtSecret());
        values.put("SERVICE_DB_URL", supabase.serviceDatabaseUrl());
        values.put("DASHBOARD_URL", supabase.dashboardUrl().toString());
        return new Facts(values);
    }

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("DASHBOARD_URL", "Dashboard");
        labels.put("API_URL", "API URL");
        labels.put("DB_URL", "DB URL");
        labels.put("SERVICE_DB_URL", "Service DB URL");
        labels.put("PUBLISHABLE_KEY", "Publishable key");
        labels.put("SECRET_KEY", "Secret key");
        labels.put("JWT_SECRET", "JWT secret");
        labels.put("ANON_KEY", "anon key");
        labels.put("SERVICE_ROLE_KEY", "service_role key");
        return labels;
    }

    /** Lines for a shell to {@code eval}. No value has a character that means something to a shell within quotes. */
    String forShell() {
        return values.entrySet().stream()
                .map(fact -> fact.getKey() + "=\"" + fact.getValue() + "\"\n")
                .collect(Collectors.joining());
    }

    /** Reads what {@link #forShell} wrote. */
    static Facts parse(String lines) {
        Map<String, String> values = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 2, line.length() - 1));
        });
        return new Facts(values);
    }

    /** Lines for people. */
    String forPeople() {
        return LABELS.entrySet().stream()
                .map(label -> String.format("%16s: %s%n", label.getValue(), values.get(label.getKey())))
                .collect(Collectors.joining());
    }

    /** Not the values. */
    @Override
    public String toString() {
        return "Facts" + values.keySet();
    }
}
