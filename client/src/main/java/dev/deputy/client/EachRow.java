package dev.deputy.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of an answer that is still arriving. */
final class EachRow<T> extends AbstractSpliterator<T> {

    private final Iterator<T> rows;
    private final HttpResponse<InputStream> response;

    private EachRow(Iterator<T> rows, HttpResponse<InputStream> response) {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.rows = rows;
        this.response = response;
    }

    static <T> Stream<T> of(HttpResponse<InputStream> response, Class<T> type, Json json) {
        EachRow<T> rows = new EachRow<>(json.readEach(response.body(), type), response);
        return StreamSupport.stream(rows, false).onClose(rows::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        T row;
        try {
            if (!rows.hasNext()) {
                return false;
            }
            row = rows.next();
        } catch (RuntimeException e) {
            String what = "the rows end in the middle, or do not fit: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new DataException(Failure.unreadable(response.statusCode(), response.headers(), what), e);
        }
        action.accept(row);
        return true;
    }

    private void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
