package dev.deputy.local.http;

/** The port that was asked for is taken. The message is a sentence for people. */
public final class PortInUseException extends RuntimeException {

    private final int port;

    PortInUseException(int port, Throwable cause) {
        super(
                "Port " + port + " of 127.0.0.1 is in use: stop the program that listens there, or choose another port"
                        + " (0 takes any free one).",
                cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
