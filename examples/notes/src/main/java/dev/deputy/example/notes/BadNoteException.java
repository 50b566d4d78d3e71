package dev.deputy.example.notes;

/** The note cannot be kept as it is; the message says why. */
class BadNoteException extends RuntimeException {

    BadNoteException(String message) {
        super(message);
    }
}
