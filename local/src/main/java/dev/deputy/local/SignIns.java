package dev.deputy.local;

import java.net.URI;
import java.util.Map;

/** Signs users up and in at a local Supabase, over HTTP like any front end. */
record SignIns(LocalApi auth) {

    SignIns(URI authUrl, String publishableKey) {
        this(new LocalApi(authUrl, "apikey", publishableKey));
    }

    Session signUp(String email, String password, Map<String, ?> metadata) {
        return Session.of(auth.send("POST", "/signup", Map.of("email", email, "password", password, "data", metadata)));
    }

    Session signIn(String email, String password) {
        return Session.of(
                auth.send("POST", "/token?grant_type=password", Map.of("email", email, "password", password)));
    }
}
