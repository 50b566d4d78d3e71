package dev.deputy.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON with Jackson 2. */
public final class Jackson2 implements Json {

    private final ObjectMapper mapper;

    private Jackson2(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** With an application's own settings. */
    public static Jackson2 of(ObjectMapper mapper) {
        return new Jackson2(mapper);
    }

    /** See {@link Json#onClassPath()}. */
    static Jackson2 standard() {
        return new Jackson2(JsonMapper.builder()
                .findAndAddModules() // java.time, where its module is there
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build());
    }

    @Override
    public byte[] write(@Nullable Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> @Nullable T read(byte[] json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> List<T> readList(byte[] json, Class<T> type) {
        try {
            return mapper.readValue(json, mapper.getTypeFactory().constructCollectionType(List.class, type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> Iterator<T> readEach(InputStream json, Class<T> type) {
        try {
            return mapper.readerFor(type).readValues(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
