package dev.toolgram.host.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code out of characters, two modules in each: black on white, whatever the terminal's colours are. */
final class QrCode {

    private static final String COLOURS = "\u001b[38;5;16;48;5;231m";
    private static final String RESET = "\u001b[0m";
    private static final int MARGIN = 2;

    private QrCode() {}

    /** The code as lines that each end with a line break. */
    static String draw(String text) {
        BitMatrix modules = modules(text);
        StringBuilder picture = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y += 2) {
            picture.append(COLOURS);
            for (int x = 0; x < modules.getWidth(); x++) {
                boolean lower = y + 1 < modules.getHeight() && modules.get(x, y + 1);
                picture.append(block(modules.get(x, y), lower));
            }
            picture.append(RESET).append('\n');
        }
        return picture.toString();
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }

    private static BitMatrix modules(String text) {
        try {
            // The least redundancy gives the smallest picture; a screen is not a crumpled label.
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    MARGIN,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.L));
        } catch (WriterException e) {
            throw new IllegalStateException("a login link fits into a QR code", e);
        }
    }
}
