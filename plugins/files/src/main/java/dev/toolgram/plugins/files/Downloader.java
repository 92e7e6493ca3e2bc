package dev.toolgram.plugins.files;

import dev.toolgram.api.net.AddressGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.entity.DeflateInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

/** Downloads files. Thread-safe. */
final class Downloader {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final AddressGuard guard;
    private final boolean httpAllowed;
    private final SSLContext tls;

    Downloader(AddressGuard guard, boolean httpAllowed, SSLContext tls) {
        this.guard = guard;
        this.httpAllowed = httpAllowed;
        this.tls = tls;
    }

    /**
     * Parses a URL without network access.
     *
     * @throws UnfetchableException if the URL is invalid or not allowed
     */
    FileUrl parse(String url) throws UnfetchableException {
        return FileUrl.parse(url, httpAllowed);
    }

    /**
     * Downloads a file.
     *
     * @param folder the empty target folder; the caller deletes it
     * @param maxBytes the maximum size of the file
     * @param limit the time limit of the whole download
     * @param progress gets the number of bytes so far
     * @throws UnfetchableException if the server or the file causes the failure
     * @throws TimeoutException if the time limit passes
     * @throws InterruptedException if the calling thread is interrupted
     * @throws UncheckedIOException if the file cannot be stored
     */
    Download fetch(FileUrl url, Path folder, long maxBytes, Duration limit, LongConsumer progress)
            throws UnfetchableException, TimeoutException, InterruptedException {
        return TimeLimit.call(limit, () -> follow(url, folder, maxBytes, limit, progress));
    }

    private Download follow(FileUrl first, Path folder, long maxBytes, Duration limit, LongConsumer progress)
            throws UnfetchableException, TimeoutException, InterruptedException {
        Set<String> visited = new HashSet<>();
        FileUrl url = first;
        List<InetAddress> addresses = url.addresses(guard);
        while (visited.add(url.toString())) {
            if (visited.size() > MAX_REDIRECTS + 1) {
                throw new UnfetchableException("More than %d redirects: use the final URL".formatted(MAX_REDIRECTS));
            }
            try (PinnedExchange exchange = new PinnedExchange(url, addresses, tls, limit)) {
                ClassicHttpResponse response = exchange.response();
                if (!REDIRECTS.contains(response.getCode())) {
                    return store(url, response, folder, maxBytes, progress);
                }
                FileUrl next = target(url, response);
                addresses = checked(next);
                url = next;
            } catch (IOException e) {
                throw Failures.of(url, e);
            }
        }
        throw new UnfetchableException("Redirect loop: use the final URL");
    }

    private FileUrl target(FileUrl url, ClassicHttpResponse response) throws UnfetchableException {
        String location = header(response, HttpHeaders.LOCATION);
        if (location == null) {
            throw new UnfetchableException("The server returned %d without a Location header: use the final URL"
                    .formatted(response.getCode()));
        }
        try {
            return url.resolve(location, httpAllowed);
        } catch (UnfetchableException e) {
            throw redirectRefused(e);
        }
    }

    private List<InetAddress> checked(FileUrl next) throws UnfetchableException, InterruptedException {
        try {
            return next.addresses(guard);
        } catch (UnfetchableException e) {
            throw redirectRefused(e);
        }
    }

    private static UnfetchableException redirectRefused(UnfetchableException reason) {
        return new UnfetchableException("Redirect rejected: " + reason.getMessage(), reason);
    }

    private static Download store(
            FileUrl url, ClassicHttpResponse response, Path folder, long maxBytes, LongConsumer progress)
            throws UnfetchableException, IOException {
        if (response.getCode() < 200 || response.getCode() > 299) {
            throw new UnfetchableException(answered(response.getCode()));
        }
        String contentType = contentType(header(response, HttpHeaders.CONTENT_TYPE));
        String name = FileNames.choose(header(response, "Content-Disposition"), url, contentType);
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.getContentLength() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        Path file = path(folder, name);
        long size = 0;
        if (entity != null && entity.getContentLength() != 0) {
            String encoding = header(response, HttpHeaders.CONTENT_ENCODING);
            InputStream content = encoding == null || FileNames.isCompressed(name)
                    ? entity.getContent()
                    : decoded(entity.getContent(), encoding);
            size = copy(content, file, maxBytes, progress);
        }
        if (size == 0) {
            throw empty();
        }
        return new Download(file, size, contentType);
    }

    /** Some servers send stored compressed files regardless of {@code Accept-Encoding}. */
    private static InputStream decoded(InputStream content, String encoding) throws UnfetchableException, IOException {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> content;
            case "gzip", "x-gzip" -> new GZIPInputStream(content);
            case "deflate" -> new DeflateInputStream(content);
            default ->
                throw new UnfetchableException("The server sends the file in the unsupported encoding %s:"
                                .formatted(UnfetchableException.quote(encoding))
                        + " use another URL");
        };
    }

    /** Uses the standard's reason phrase: the server's own could inject instructions for a model. */
    private static String answered(int status) {
        String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ENGLISH);
        return "The server returned %d%s: check the URL".formatted(status, reason == null ? "" : " " + reason);
    }

    /** If the locale is not UTF-8, Java cannot represent some names as paths. */
    static Path path(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            return folder.resolve(name.replaceAll("[^ -~]", "_"));
        }
    }

    private static long copy(InputStream from, Path file, long maxBytes, LongConsumer progress)
            throws UnfetchableException, IOException {
        byte[] buffer = new byte[65_536];
        long size = 0;
        try (Storage to = new Storage(file)) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                size += count;
                if (size > maxBytes) {
                    throw tooLarge(maxBytes);
                }
                to.write(buffer, count);
                progress.accept(size);
            }
        }
        return size;
    }

    static UnfetchableException empty() {
        return new UnfetchableException("The file is empty; Telegram does not accept empty files");
    }

    static UnfetchableException tooLarge(long maxBytes) {
        return new UnfetchableException(
                "The file has more than %d bytes: raise max_bytes or use a smaller file".formatted(maxBytes));
    }

    private static String contentType(@Nullable String header) {
        return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Distinguishes disk failures, which the caller cannot fix, from network failures. */
    private static final class Storage implements AutoCloseable {
        private final OutputStream out;

        Storage(Path file) {
            try {
                out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void write(byte[] bytes, int count) {
            try {
                out.write(bytes, 0, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
