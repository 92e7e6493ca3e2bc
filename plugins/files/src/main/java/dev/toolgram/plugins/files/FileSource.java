package dev.toolgram.plugins.files;

import dev.toolgram.api.Attachment;
import dev.toolgram.api.ToolContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** The source of a caller's file: the web, a {@code data:} URI (RFC 2397), or a part of the request. */
sealed interface FileSource {

    /** The largest file in a URI, which has to fit into a request. */
    int MAX_DATA = 10 * 1024 * 1024;

    /** The longest text that names a file: base64 of the largest. */
    int MAX_LENGTH = 14_000_000;

    int MAX_URL = 8192;

    /** Describes the field for a model. */
    String DESCRIPTION =
            "The https URL of the file itself, not of a page that shows it: the server must be public and must"
                    + " not require a login. Or the file as a data: URI of up to 10 MB, for example"
                    + " data:text/csv;name=list.csv;base64,….";

    /** On a web server. */
    record Web(FileUrl url) implements FileSource {}

    /** In the field. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Data(String name, String contentType, byte[] content) implements FileSource {}

    /** In the request. */
    record Part(Attachment attachment) implements FileSource {}

    /**
     * Parses a field without network access.
     *
     * @throws UnfetchableException if it names no file
     */
    static FileSource parse(String text, Downloader downloader, ToolContext context) throws UnfetchableException {
        if (text.regionMatches(true, 0, "data:", 0, 5)) {
            return data(text);
        }
        if (text.startsWith(Attachment.SCHEME)) {
            Attachment attachment = context.attachments().get(text.substring(Attachment.SCHEME.length()));
            if (attachment == null) {
                throw new UnfetchableException(
                        "The request has no file of this name: send it as multipart/form-data over REST");
            }
            return new Part(attachment);
        }
        if (text.length() > MAX_URL) {
            throw new UnfetchableException("The URL is longer than %d characters".formatted(MAX_URL));
        }
        return new Web(downloader.parse(text));
    }

    private static FileSource data(String uri) throws UnfetchableException {
        int comma = uri.indexOf(',');
        if (comma < 0) {
            throw new UnfetchableException("Invalid data: URI: use a form like data:image/png;base64,iVBOR…");
        }
        String[] head = uri.substring("data:".length(), comma).split(";");
        String name = "";
        boolean base64 = false;
        for (int i = 1; i < head.length; i++) {
            if (head[i].startsWith("name=") || head[i].startsWith("filename=")) {
                name = PercentCoding.decode(head[i].substring(head[i].indexOf('=') + 1), StandardCharsets.UTF_8);
            }
            base64 |= head[i].equalsIgnoreCase("base64");
        }
        byte[] content = base64 ? base64(uri.substring(comma + 1)) : plain(uri.substring(comma + 1));
        if (content.length > MAX_DATA) {
            throw new UnfetchableException(
                    "The data: URI has more than %d bytes: use an https URL, or multipart/form-data over REST"
                            .formatted(MAX_DATA));
        }
        return new Data(name, head[0].strip().toLowerCase(Locale.ROOT), content);
    }

    private static byte[] base64(String text) throws UnfetchableException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnfetchableException("The data: URI has invalid base64", e);
        }
    }

    private static byte[] plain(String text) {
        // One byte for each character, as the decoder makes it.
        return PercentCoding.decode(PercentCoding.encode(text), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Stores the file in a folder, under the name that recipients see.
     *
     * @param progress gets the number of bytes that have come from the web
     * @throws UnfetchableException if the server or the file causes the failure
     * @throws UncheckedIOException if it cannot be stored
     */
    default Download store(
            Path folder, Downloader downloader, long maxBytes, ToolContext context, LongConsumer progress)
            throws UnfetchableException, TimeoutException, InterruptedException {
        return switch (this) {
            case Web(FileUrl url) -> downloader.fetch(url, folder, maxBytes, context.remaining(), progress);
            case Data(String name, String contentType, byte[] content) -> {
                Path file = Downloader.path(folder, FileNames.named(name, contentType));
                requireFits(content.length, maxBytes);
                try {
                    Files.write(file, content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield new Download(file, content.length, contentType);
            }
            case Part(Attachment part) -> {
                Path file = Downloader.path(folder, FileNames.named(part.name(), part.mediaType()));
                requireFits(part.size(), maxBytes);
                link(part.file(), file);
                yield new Download(file, part.size(), part.mediaType());
            }
        };
    }

    private static void requireFits(long size, long maxBytes) throws UnfetchableException {
        if (size == 0) {
            throw Downloader.empty();
        }
        if (size > maxBytes) {
            throw Downloader.tooLarge(maxBytes);
        }
    }

    /** A second name instead of a copy, where the file system can. */
    private static void link(Path from, Path to) {
        try {
            try {
                Files.createLink(to, from);
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
