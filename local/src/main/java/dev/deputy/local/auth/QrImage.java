package dev.deputy.local.auth;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as an SVG image. */
final class QrImage {

    private static final int QUIET_ZONE = 4; // modules; scanners need it (ISO/IEC 18004)
    private static final int MODULE_PIXELS = 3;

    /** As many letters fit into the largest code. */
    static final int CAPACITY = 2331;

    private QrImage() {}

    /**
     * The image, in one line and with named colours: clients put it into a {@code data:} address as it is, where a line
     * break goes away and a # would end it.
     */
    static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int modules = code.size + 2 * QUIET_ZONE;
        int pixels = modules * MODULE_PIXELS;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%1$d\" viewBox=\"0 0 %2$d %2$d\" shape-rendering=\"crispEdges\"><rect width=\"%2$d\" height=\"%2$d\" fill=\"white\"/><path d=\"%3$s\" fill=\"black\"/></svg>"
                .formatted(pixels, modules, darkModules(code));
    }

    private static String darkModules(QrCode code) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
                }
            }
        }
        return path.toString();
    }
}
