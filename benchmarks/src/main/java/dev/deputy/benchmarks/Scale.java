package dev.deputy.benchmarks;

import dev.deputy.InvalidTokenException;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a verification costs, and what is kept in memory, as there are more live tokens, more signing keys, and more
 * threads that come with the same new token at once. Argument: the largest number of tokens, a million by default, for
 * which the JVM wants {@code -Xmx4g}.
 */
public final class Scale {

    private static final int ROUNDS = 21;
    private static final int VERIFICATIONS = 20_000;
    private static final int BURSTS = 200;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Scale() {}

    /** Runs everything and prints three tables. */
    public static void main(String[] args) throws Exception {
        tokens(args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]));
        keys();
        bursts();
    }

    private static void tokens(int most) throws Exception {
        Tokens issuer = new Tokens("HS256");
        SupabaseConfig config = SupabaseConfig.builder(URI.create(Tokens.PROJECT))
                .jwtSecret(issuer.secret)
                .build();
        String[] tokens = new String[most];
        for (int i = 0; i < most; i++) {
            tokens[i] = issuer.mint(i);
        }
        System.out.println("| live tokens, HS256 | µs a verification, in any order | MB kept |");
        System.out.println("|---:|---:|---:|");
        for (int count = 1; count <= most; count *= 10) {
            long before = usedBytes();
            TokenVerifier verifier = TokenVerifier.of(config);
            String[] live = Arrays.copyOf(tokens, count);
            for (int i = 0; i < Math.max(count, 200_000); i++) {
                verifier.verify(live[i % count]);
            }
            double micros = median(verifier, live);
            System.out.printf("| %,d | %.2f | %.1f |%n", count, micros, (usedBytes() - before) / 1e6);
            verifier.verify(live[0]); // alive until here
        }
    }

    private static double median(TokenVerifier verifier, String[] live) {
        SplittableRandom random = new SplittableRandom(1);
        double[] micros = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < VERIFICATIONS; i++) {
                verifier.verify(live[random.nextInt(live.length)]);
            }
            micros[round] = (THREADS.getCurrentThreadCpuTime() - begin) / 1e3 / VERIFICATIONS;
        }
        Arrays.sort(micros);
        return micros[ROUNDS / 2];
    }

    private static void keys() throws Exception {
        Tokens issuer = new Tokens("ES256");
        String token = issuer.mint(1);
        String unknown = issuer.mint(2, "an id that nobody knows");
        System.out.println();
        System.out.println("| signing keys | µs, a token seen before | µs to refuse an unknown key id |");
        System.out.println("|---:|---:|---:|");
        for (int count : new int[] {1, 10, 100}) {
            StringBuilder others = new StringBuilder(issuer.jwks());
            for (int i = 1; i < count; i++) {
                String other = new Tokens("ES256").jwks().replace(Tokens.KEY_ID, "key-" + i);
                String entry = other.substring(other.indexOf('[') + 1, other.lastIndexOf(']'));
                others.insert(others.lastIndexOf("]"), "," + entry);
            }
            TokenVerifier verifier = TokenVerifier.of(SupabaseConfig.builder(URI.create(Tokens.PROJECT))
                    .jwks(others.toString())
                    .build());
            verifier.verify(token);
            TokenVerifier refusing = text -> {
                try {
                    return verifier.verify(text);
                } catch (InvalidTokenException e) {
                    return verifier.verify(token);
                }
            };
            double seen = median(verifier, new String[] {token});
            double refused = median(refusing, new String[] {unknown}) - seen;
            System.out.printf("| %d | %.2f | %.2f |%n", count, seen, refused);
        }
    }

    /** The processor time of all threads together, in units of what one verification takes: one is the best possible. */
    private static void bursts() throws Exception {
        Tokens issuer = new Tokens("ES256");
        TokenVerifier verifier = TokenVerifier.of(SupabaseConfig.builder(URI.create(Tokens.PROJECT))
                .jwks(issuer.jwks())
                .build());
        for (int i = 0; i < 2_000; i++) {
            verifier.verify(issuer.mint(1_000_000 + i));
        }
        double alone = burst(verifier, issuer, 1, 2_000_000);
        System.out.println();
        System.out.println("| threads with the same new token, ES256 | processor time, in verifications |");
        System.out.println("|---:|---:|");
        for (int threads : new int[] {1, 4, 16, 64}) {
            System.out.printf(
                    "| %d | %.2f |%n", threads, burst(verifier, issuer, threads, 3_000_000 + 1_000L * threads) / alone);
        }
    }

    private static double burst(TokenVerifier verifier, Tokens issuer, int threads, long firstUser) throws Exception {
        String[] tokens = new String[BURSTS];
        for (int i = 0; i < BURSTS; i++) {
            tokens[i] = issuer.mint(firstUser + i);
        }
        CyclicBarrier together = new CyclicBarrier(threads);
        AtomicLong nanos = new AtomicLong();
        Thread[] burst = new Thread[threads];
        for (int thread = 0; thread < threads; thread++) {
            burst[thread] = new Thread(() -> {
                for (String token : tokens) {
                    await(together);
                    long begin = THREADS.getCurrentThreadCpuTime();
                    verifier.verify(token);
                    nanos.addAndGet(THREADS.getCurrentThreadCpuTime() - begin);
                }
            });
            burst[thread].start();
        }
        for (Thread thread : burst) {
            thread.join();
        }
        return nanos.get() / (double) BURSTS;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long usedBytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
