package dev.deputy;

/**
 * A token to be known again by every character, and to be used by nobody: what was signed as it is, and of the signature,
 * without which that is worth nothing, the SHA-256. To hash a whole token would cost as much as to verify one of HS256;
 * and since nobody can choose what a signature's SHA-256 is, nobody can make keys that collide in a map.
 */
record TokenKey(String signed, TokenHash signature) {

    static TokenKey of(String token) {
        int dot = Math.max(0, token.lastIndexOf('.'));
        return new TokenKey(token.substring(0, dot), TokenHash.of(token.substring(dot)));
    }

    @Override
    public int hashCode() {
        return signature.hashCode();
    }

    /** Without what could be a whole token. */
    @Override
    public String toString() {
        return "TokenKey[" + Integer.toHexString(hashCode()) + "]";
    }
}
