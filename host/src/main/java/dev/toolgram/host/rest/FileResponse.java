package dev.toolgram.host.rest;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.tool.ToolResult;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file as a response: the bytes, a part of them (RFC 9110, section 14), or none if the caller has them already; or, for
 * clients of the original's 1.1.0, JSON with base64.
 */
final class FileResponse {

    private static final Pattern ONE_RANGE = Pattern.compile("(?i)bytes=(\\d{0,18})-(\\d{0,18})");
    private static final int BUFFER = 65_536;
    private static final byte[] BEFORE_DATA = ",\"data_base64\":\"".getBytes(StandardCharsets.UTF_8);

    /** The bytes from the first to before the last. */
    private record Part(long from, long to) {}

    private FileResponse() {}

    /** @param bare whether a result is the whole body, without {@code {"result": …}} around it */
    static Response of(ToolResult.File file, Request request, boolean bare) {
        if (file.isStreamed()) {
            return streamed(file);
        }
        byte[] details = file.details();
        if (details != null && wantsJson(request)) {
            return json(file, details, bare);
        }
        String tag = file.entityTag();
        if (!request.isMethod("GET")) {
            return whole(file);
        }
        if (tag != null && matches(request.headers("If-None-Match"), tag)) {
            file.close();
            return Response.empty(304).with("ETag", quoted(tag));
        }
        Matcher range = ONE_RANGE.matcher(range(request, tag));
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return whole(file).with("Accept-Ranges", "bytes");
        }
        Part part = part(range.group(1), range.group(2), file.size());
        if (part == null) {
            file.close();
            return Response.error(416, "The file has %d bytes.".formatted(file.size()), request.id())
                    .with("Content-Range", "bytes */" + file.size());
        }
        return headed(file, part)
                .withStatus(206)
                .with("Content-Range", "bytes %d-%d/%d".formatted(part.from(), part.to() - 1, file.size()));
    }

    /** All bytes, for a request that cannot ask for less. */
    static Response whole(ToolResult.File file) {
        return file.isStreamed() ? streamed(file) : headed(file, new Part(0, file.size()));
    }

    /** Without a length: an exception of the tool leaves out the last chunk, so that the body does not look complete. */
    private static Response streamed(ToolResult.File file) {
        return described(file, Response.stream(file.mediaType(), out -> {
            try (file) {
                byte[] buffer = new byte[BUFFER];
                for (int count = file.content().read(buffer);
                        count >= 0;
                        count = file.content().read(buffer)) {
                    out.write(buffer, 0, count);
                    out.flush();
                }
            }
        }));
    }

    private static Response headed(ToolResult.File file, Part part) {
        long length = part.to() - part.from();
        Response response = Response.stream(file.mediaType(), out -> {
            try (file) {
                file.content().skipNBytes(part.from());
                copy(file, length, out);
            }
        });
        return described(file, response.with("Content-Length", Long.toString(length)));
    }

    /** As an attachment (RFC 6266): a browser must never show a chat partner's file as a page of this host. */
    private static Response described(ToolResult.File file, Response content) {
        Response response = content.with("Content-Disposition", ContentDisposition.attachment(file.name()))
                .with("X-Content-Type-Options", "nosniff");
        String tag = file.entityTag();
        response = tag == null ? response : response.with("ETag", quoted(tag));
        for (Map.Entry<String, String> header : file.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    private static void copy(ToolResult.File file, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int count = file.content().read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new IOException("the file has become shorter");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    /** The part that a range asks for; {@code null} if the file does not have it. */
    private static @Nullable Part part(String first, String last, long size) {
        if (first.isEmpty()) {
            long count = Math.min(Long.parseLong(last), size);
            return count == 0 ? null : new Part(size - count, size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size : Math.min(Long.parseLong(last) + 1, size);
        return from >= to ? null : new Part(from, to);
    }

    /** Empty if there is none, or it was for other bytes. */
    private static String range(Request request, @Nullable String tag) {
        List<String> ranges = request.headers("Range");
        String condition = request.header("If-Range");
        boolean applies = condition == null || tag != null && condition.strip().equals(quoted(tag));
        return ranges.size() == 1 && applies ? ranges.getFirst().replace(" ", "") : "";
    }

    private static boolean matches(List<String> headers, String tag) {
        return elements(headers)
                .anyMatch(
                        each -> each.equals("*") || each.replaceFirst("^W/", "").equals(quoted(tag)));
    }

    /** Some libraries accept JSON before anything else, so only a caller that accepts nothing else wants it. */
    private static boolean wantsJson(Request request) {
        List<String> accepted = elements(request.headers("Accept"))
                .map(each -> each.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
        return !accepted.isEmpty() && accepted.stream().allMatch("application/json"::equals);
    }

    private static Stream<String> elements(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip);
    }

    private static String quoted(String tag) {
        return '"' + tag + '"';
    }

    private static Response json(ToolResult.File file, byte[] details, boolean bare) {
        return Response.stream("application/json", out -> {
            try (file) {
                write(out, bare ? "" : "{\"result\":");
                out.write(details, 0, details.length - 1); // without the last brace
                out.write(BEFORE_DATA);
                try (OutputStream base64 = Base64.getEncoder().wrap(new Open(out))) {
                    copy(file, file.size(), base64);
                }
                write(out, bare ? "\"}" : "\"}}");
            }
        });
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Stays open when the encoder is closed. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
