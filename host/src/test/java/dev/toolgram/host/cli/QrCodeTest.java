package dev.toolgram.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final int SCALE = 4;

    @Test
    void whatIsDrawnCanBeScanned() throws Exception {
        String link = "tg://login?token=AQJvX2dKZ3N0cmluZy10aGF0LWlzLW5vdC1hLXRva2VuLWF0LWFsbA";

        assertThat(scan(QrCode.draw(link))).isEqualTo(link);
    }

    /** Looks at the characters as a camera at the screen. */
    private static String scan(String picture) throws Exception {
        List<String> rows = picture.lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        int width = rows.getFirst().length() * SCALE;
        int height = rows.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, 0xFFFFFF);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char block = rows.get(y / SCALE / 2).charAt(x / SCALE);
                boolean upper = y / SCALE % 2 == 0;
                if (block == '█' || block == (upper ? '▀' : '▄')) {
                    pixels[y * width + x] = 0;
                }
            }
        }
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }
}
