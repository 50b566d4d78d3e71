package dev.deputy;

import java.util.Optional;

/** Tells a listener what becomes of each token. */
record ReportingVerifier(TokenVerifier verifier, AuthListener listener) implements TokenVerifier {

    @Override
    public Caller verify(String accessToken) {
        try {
            Caller caller = verifier.verify(accessToken);
            listener.verified(caller);
            return caller;
        } catch (InvalidTokenException e) {
            listener.refused(e.reason());
            throw e;
        } catch (AuthUnavailableException e) {
            listener.unavailable();
            throw e;
        }
    }

    @Override
    public Optional<Caller> verifyAtOnce(String accessToken) {
        Optional<Caller> caller = verifier.verifyAtOnce(accessToken);
        caller.ifPresent(listener::verified);
        return caller;
    }

    /** The check comes before the report: what it leaves undecided is not told, and then told again. */
    @Override
    public TokenVerifier checking(CallerCheck check) {
        return new ReportingVerifier(verifier.checking(check), listener);
    }
}
