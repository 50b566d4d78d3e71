package dev.deputy.client;

/** Somebody acting, and how the client is set. */
record Acting(Channel channel, String schema, int urlLimit) {

    DataApi data() {
        return data(schema);
    }

    DataApi data(String schema) {
        return new DataApi(channel, schema, urlLimit);
    }
}
