package dev.deputy.local.rest;

/** The name of a table, view, type or function, with its schema. */
record Name(String schema, String name) {

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
