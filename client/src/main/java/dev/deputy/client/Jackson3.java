package dev.deputy.client;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON with Jackson 3. */
public final class Jackson3 implements Json {

    private final ObjectMapper mapper;

    private Jackson3(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** With an application's own settings. */
    public static Jackson3 of(ObjectMapper mapper) {
        return new Jackson3(mapper);
    }

    /** See {@link Json#onClassPath()}. */
    static Jackson3 standard() {
        return new Jackson3(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }

    @Override
    public byte[] write(@Nullable Object value) {
        return mapper.writeValueAsBytes(value);
    }

    @Override
    public <T> @Nullable T read(byte[] json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    @Override
    public <T> List<T> readList(byte[] json, Class<T> type) {
        return mapper.readValue(json, mapper.getTypeFactory().constructCollectionType(List.class, type));
    }

    @Override
    public <T> Iterator<T> readEach(InputStream json, Class<T> type) {
        return mapper.readerFor(type).readValues(json);
    }
}
