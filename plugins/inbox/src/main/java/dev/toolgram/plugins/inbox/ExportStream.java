package dev.toolgram.plugins.inbox;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The lines of an export, read while they are sent. */
final class ExportStream extends InputStream {

    private final Export export;
    private final JsonLines lines = new JsonLines(Long.MAX_VALUE);
    private Export.State state = Export.State.RUNNING;
    private byte[] page = {};
    private int position;

    /** Reads the first page, so that its errors get a response of their own. */
    ExportStream(Export export) {
        this.export = export;
        fill();
        if (state == Export.State.STOPPED) {
            throw new ToolException(
                    ErrorCode.TIMEOUT, "The host's time limit for a request is too short for an export.");
        }
    }

    private void fill() {
        state = export.next(lines);
        page = lines.take();
        position = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (position == page.length) {
            switch (state) {
                case COMPLETE -> {
                    return -1;
                }
                case STOPPED -> throw new InterruptedIOException("No time left for the rest of the export");
                case RUNNING -> {
                    try {
                        fill();
                    } catch (ToolException e) {
                        throw new IOException("The export broke off", e);
                    }
                }
            }
        }
        int count = Math.min(length, page.length - position);
        System.arraycopy(page, position, bytes, offset, count);
        position += count;
        return count;
    }
}
