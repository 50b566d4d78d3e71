package dev.deputy;

import java.util.Optional;

/** Believes those whom the verifier believes and who pass the check. */
record CheckingVerifier(TokenVerifier verifier, CallerCheck check) implements TokenVerifier {

    @Override
    public Caller verify(String accessToken) {
        Caller caller = verifier.verify(accessToken);
        check.check(caller);
        return caller;
    }

    @Override
    public Optional<Caller> verifyAtOnce(String accessToken) {
        return verifier.verifyAtOnce(accessToken).filter(check::passesAtOnce);
    }
}
