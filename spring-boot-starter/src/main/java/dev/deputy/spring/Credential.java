package dev.deputy.spring;

import java.util.List;

/**
 * What a request says of its sender.
 *
 * @param authorization the values of all {@code Authorization} header fields, or what a cookie stands for in their place
 * @param byCookie whether a browser has sent it by itself, so that any page may have caused the request
 */
record Credential(List<String> authorization, boolean byCookie) {

    /** A credential that is there and bad. */
    static final List<String> ILLEGIBLE = List.of("Bearer \ufffd");

    /** No token. */
    @Override
    public String toString() {
        return "Credential";
    }
}
