package dev.deputy.client;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A project's APIs for a server: data, files, Edge Functions, users. One per application. It remembers nobody: as whom a
 * request is sent is said with each, so that nobody gets somebody else's answer. Immutable, safe for use by several threads.
 *
 * <pre>{@code
 * SupabaseClient supabase = SupabaseClient.of(SupabaseConfig.fromEnvironment());
 *
 * List<Todo> open = supabase.as(caller)
 *         .from("todos").select("id,title").eq("done", false).order("created_at").list(Todo.class);
 * }</pre>
 *
 * <p>Methods that ask block until there is an answer, which suits virtual threads; where the answer is a stream, there is a
 * twin with a {@code CompletableFuture}.
 */
public final class SupabaseClient {

    private final SupabaseConfig config;
    private final Http http;
    private final String schema;
    private final int urlLimit;

    private SupabaseClient(Builder builder) {
        this.config = builder.config;
        this.schema = builder.schema;
        this.urlLimit = builder.urlLimit;
        this.http = builder.http();
    }

    /**
     * A client with the usual settings.
     *
     * @throws IllegalStateException when the application has no Jackson
     */
    public static SupabaseClient of(SupabaseConfig config) {
        return builder(config).build();
    }

    /** Starts a client with settings of one's own. */
    public static Builder builder(SupabaseConfig config) {
        return new Builder(config);
    }

    /**
     * The APIs as this caller: their access token goes along, and row level security is theirs.
     *
     * @throws IllegalStateException when no publishable key is set
     */
    public Supabase as(Caller caller) {
        String key = publishableKey();
        return new Supabase(acting(Identity.of(() -> key, () -> caller)));
    }

    /**
     * The APIs as whoever is the caller at the moment of each request; the supplier is asked in the thread that asks.
     *
     * @param current throws where there is no caller: nobody becomes anonymous by mistake
     */
    public Supabase following(Supplier<Caller> current) {
        return new Supabase(acting(Identity.of(this::publishableKey, current)));
    }

    /**
     * The APIs as somebody without a token: role {@code anon}.
     *
     * @throws IllegalStateException when no publishable key is set
     */
    public Supabase anonymously() {
        return new Supabase(acting(Identity.ofKey(publishableKey())));
    }

    /**
     * The APIs as the project itself, which may read and write everything.
     *
     * @throws IllegalStateException when no secret key is set
     */
    public AdminSupabase bypassingRowLevelSecurity() {
        String key = config.secretKey()
                .orElseThrow(() -> new IllegalStateException(
                        "no secret key is set, and without one nothing bypasses row level security: set"
                                + " SUPABASE_SECRET_KEY"));
        return new AdminSupabase(acting(Identity.ofKey(key)));
    }

    /**
     * Signing in and up, for backends of front ends and for tests: returns tokens and keeps none.
     *
     * @throws IllegalStateException when no publishable key is set
     */
    public Auth auth() {
        return new Auth(new Channel(http, Identity.ofKey(publishableKey())));
    }

    private Acting acting(Identity identity) {
        return new Acting(new Channel(http, identity), schema, urlLimit);
    }

    private String publishableKey() {
        return config.publishableKey()
                .orElseThrow(() -> new IllegalStateException(
                        "no publishable key is set, and Supabase answers no request without one: set"
                                + " SUPABASE_PUBLISHABLE_KEY"));
    }

    /** The project, and no key. */
    @Override
    public String toString() {
        return "SupabaseClient[" + config.projectUrl() + "]";
    }

    /** Collects the settings of a {@link SupabaseClient}. Not for use by several threads. */
    public static final class Builder {

        private final SupabaseConfig config;
        private String schema = "public";
        private int urlLimit = 8000;
        private int retries = 3;
        private Retries.Pause pause = time -> Thread.sleep(time.toMillis());
        private Duration connectTime = Duration.ofSeconds(5);
        private Duration silence = Duration.ofSeconds(30);
        private @Nullable Json json;
        private @Nullable Transport transport;
        private @Nullable Executor executor;
        private ClientListener listener = ClientListener.NONE;
        private Supplier<Map<String, String>> trace = Map::of;

        private Builder(SupabaseConfig config) {
            this.config = config;
        }

        /** The schema whose tables and functions are meant; {@code public} by default. */
        public Builder schema(String schema) {
            this.schema = schema;
            return this;
        }

        /** How long connecting may take; 5 seconds by default. Of no effect on a transport of one's own. */
        public Builder connectTime(Duration connectTime) {
            this.connectTime = positive("connectTime", connectTime);
            return this;
        }

        /**
         * For how long Supabase may be silent, before an answer and in the middle of one; 30 seconds by default. Statements
         * of callers end after 8 seconds at Supabase by themselves.
         */
        public Builder answerTime(Duration answerTime) {
            this.silence = positive("answerTime", answerTime);
            return this;
        }

        /** How often a reading request to the data API is sent again; 3 times by default. */
        public Builder retries(int retries) {
            if (retries < 0) {
                throw new IllegalArgumentException("retries must not be negative: " + retries);
            }
            this.retries = retries;
            return this;
        }

        /** How many characters an address to the data API may have; 8000 by default. */
        public Builder urlLimit(int characters) {
            this.urlLimit = characters;
            return this;
        }

        /** How rows become objects; by default see {@link Json}. */
        public Builder json(Json json) {
            this.json = json;
            return this;
        }

        /** What carries requests; by default a {@link HttpClient} of its own. */
        public Builder transport(Transport transport) {
            this.transport = transport;
            return this;
        }

        /** What runs the methods that return a {@code CompletableFuture}; by default a thread for each. */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /** Hears what happens. */
        public Builder listener(ClientListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * The trace that a request belongs to: its header fields {@code traceparent}, {@code tracestate} and
         * {@code baggage} (W3C Trace Context), as far as they are there. Asked in the thread that sends.
         */
        public Builder trace(Supplier<Map<String, String>> headers) {
            this.trace = headers;
            return this;
        }

        Builder pause(Retries.Pause pause) {
            this.pause = pause;
            return this;
        }

        /**
         * Makes it a client.
         *
         * @throws IllegalStateException when the application has no Jackson, and no {@link Json} is set
         */
        public SupabaseClient build() {
            return new SupabaseClient(this);
        }

        private Http http() {
            return new Http(
                    config.projectUrl().toString(),
                    json != null ? json : Json.onClassPath(),
                    transport != null ? transport : Transport.connectingWithin(connectTime),
                    silence,
                    new Retries(retries, pause),
                    listener,
                    trace,
                    executor != null ? executor : task -> new Thread(task, "deputy-client").start());
        }

        private static Duration positive(String setting, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(setting + " must be longer than nothing: " + value);
            }
            return value;
        }

        /** The project, and no key. */
        @Override
        public String toString() {
            return "SupabaseClient.Builder[" + config.projectUrl() + "]";
        }
    }
}
