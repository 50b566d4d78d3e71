package dev.deputy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Passes on to several listeners what it hears. */
record SeveralListeners(List<AuthListener> listeners) implements AuthListener {

    SeveralListeners {
        listeners = List.copyOf(listeners);
    }

    private void tell(Consumer<AuthListener> news) {
        listeners.forEach(news);
    }

    @Override
    public void verified(Caller caller) {
        tell(listener -> listener.verified(caller));
    }

    @Override
    public void refused(InvalidTokenException.Reason reason) {
        tell(listener -> listener.refused(reason));
    }

    @Override
    public void unavailable() {
        tell(AuthListener::unavailable);
    }

    @Override
    public void keysRefreshed(URI jwksUrl, int keys) {
        tell(listener -> listener.keysRefreshed(jwksUrl, keys));
    }

    @Override
    public void keysUnavailable(URI jwksUrl) {
        tell(listener -> listener.keysUnavailable(jwksUrl));
    }

    @Override
    public void authAnswered(Duration took) {
        tell(listener -> listener.authAnswered(took));
    }

    @Override
    public void authFailed() {
        tell(AuthListener::authFailed);
    }

    @Override
    public void authPaused(boolean paused) {
        tell(listener -> listener.authPaused(paused));
    }
}
