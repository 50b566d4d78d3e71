package dev.deputy.local.dashboard;

import dev.deputy.local.MovableClock;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** {@code /v1/clock}: the time that this Supabase goes by. */
final class Time {

    /** Beyond that, times leave what tokens, Postgres and calendars can hold. */
    private static final Duration FARTHEST = Duration.ofDays(36_500);

    private final MovableClock clock;

    Time(MovableClock clock) {
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/v1/clock", call -> show())
                .on("POST", "/v1/clock", this::move)
                .on("DELETE", "/v1/clock", call -> {
                    clock.reset();
                    return show();
                });
    }

    private Answer show() {
        Instant now = clock.instant();
        return Answer.json(
                200,
                Json.object()
                        .put("now", now.toString())
                        .put(
                                "ahead_seconds",
                                Duration.between(Instant.now(), now)
                                        .plusMillis(500)
                                        .toSeconds()));
    }

    private synchronized Answer move(Call call) throws IOException {
        Body body = call.json();
        Duration by = by(body);
        Duration ahead = Duration.between(Instant.now(), clock.instant()).plus(by);
        if (ahead.abs().compareTo(FARTHEST) > 0) {
            throw new Failure(400, "validation_failed", "The clock can be moved by a hundred years at most");
        }
        clock.advance(by);
        return show();
    }

    private Duration by(Body body) {
        try {
            if (body.optionalText("to").isPresent()) {
                return Duration.between(clock.instant(), Instant.parse(body.text("to")));
            }
            return Duration.parse(body.text("advance"));
        } catch (DateTimeException | ArithmeticException e) {
            throw new Failure(
                    400,
                    "validation_failed",
                    "Say by how much with \"advance\", such as PT1H30M or P2D, or until when with \"to\", such as"
                            + " 2030-01-01T00:00:00Z");
        }
    }
}
