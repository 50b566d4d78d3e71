package dev.deputy;

/**
 * Text that is not what its format demands. The message says what is wrong and where, and quotes nothing.
 *
 * <p>It carries no stack trace: anyone may send malformed text, and much of it.
 */
final class MalformedException extends RuntimeException {

    MalformedException(String message) {
        super(message, null, false, false);
    }
}
