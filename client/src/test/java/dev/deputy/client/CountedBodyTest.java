package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class CountedBodyTest {

    /** With the last part handed over, the answer may come and the upload be over, for all that anybody knows. */
    @Test
    void progress_is_told_before_the_last_part_is_handed_over() {
        List<String> order = new ArrayList<>();
        CountedBody body = new CountedBody(BodyPublishers.ofString("hello"), sent -> order.add("told of " + sent));
        body.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer item) {
                order.add("got " + item.remaining());
            }

            @Override
            public void onError(Throwable throwable) {
                order.add("failed");
            }

            @Override
            public void onComplete() {
                order.add("complete");
            }
        });
        assertThat(order).containsExactly("told of 5", "got 5", "complete");
    }
}
