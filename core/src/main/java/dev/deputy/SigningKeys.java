package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.UNKNOWN_KEY;

/** Where the signing keys of one issuer come from. */
interface SigningKeys {

    /** The keys that are known now, without waiting; none when none ever were. */
    KeySet known();

    /**
     * The key of an id that is not among the known ones; may look for it, and wait a little.
     *
     * @throws InvalidTokenException when there is no such key
     * @throws AuthUnavailableException when that could not be found out
     */
    SigningKey find(String kid);

    /** Sees to it that the keys will be known soon, without waiting. */
    void prepare();

    /** Keys that never change. */
    static SigningKeys fixed(KeySet keys) {
        return new SigningKeys() {
            @Override
            public KeySet known() {
                return keys;
            }

            @Override
            public SigningKey find(String kid) {
                throw new InvalidTokenException(UNKNOWN_KEY);
            }

            @Override
            public void prepare() {} // they are known already
        };
    }
}
