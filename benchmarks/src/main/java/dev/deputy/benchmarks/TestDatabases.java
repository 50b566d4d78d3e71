package dev.deputy.benchmarks;

import dev.deputy.local.LocalSupabase;
import dev.deputy.local.LocalTemplate;
import dev.deputy.local.Person;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * What a database of its own costs a test class, beside a Supabase of its own: medians of 15, begin and end together, in
 * one warm JVM, and as a ratio. And what it costs to be somebody.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.deputy.benchmarks.TestDatabases examples/notes
 * }</pre>
 */
public final class TestDatabases {

    private static final int TIMES = 15;

    private TestDatabases() {}

    /**
     * Measures and prints.
     *
     * @param arguments the project's folder
     */
    public static void main(String[] arguments) throws Exception {
        Path project = Path.of(arguments[0]);
        try (LocalTemplate template = LocalSupabase.builder().project(project).template()) {
            double own = median(() -> LocalSupabase.builder().project(project).start());
            double copy = median(template::start);
            System.out.printf("a Supabase of its own:          %4.0f ms%n", own);
            System.out.printf("a copy of a migrated database:  %4.0f ms, %.2f of it%n", copy, copy / own);
            try (LocalSupabase supabase = template.start()) {
                double somebody = median(() -> {
                    supabase.signInAs(Person.of("ada@example.com"));
                    return () -> {};
                });
                System.out.printf("to be somebody, signed in:      %4.0f ms%n", somebody);
            }
        }
    }

    private static double median(Callable<? extends AutoCloseable> start) throws Exception {
        double[] milliseconds = new double[TIMES];
        for (int i = -3; i < TIMES; i++) {
            long begin = System.nanoTime();
            start.call().close();
            if (i >= 0) {
                milliseconds[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(milliseconds);
        return milliseconds[TIMES / 2];
    }
}
