package dev.toolgram.host.http;

import dev.toolgram.api.Attachment;
import dev.toolgram.host.http.DelimitedInput.Delimiter;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSourceChannel;

/** Parses one {@code multipart/form-data} body (RFC 7578, RFC 2046 section 5.1). */
final class FormParser {

    private static final Logger log = LoggerFactory.getLogger(FormParser.class);

    private static final int MAX_PARTS = 1000;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_TEXT = 64 * 1024;
    private static final Delimiter LINE = Delimiter.of("\r\n");

    private final DelimitedInput in;
    private final Delimiter boundary;
    private final Path folder;
    private final List<Path> created = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, Attachment> files = new LinkedHashMap<>();

    /** The form is not what its {@code Content-Type} says. */
    static final class MalformedException extends IOException {
        MalformedException(String message) {
            super(message);
        }
    }

    /** Reads the body, blocking. */
    static Form read(HttpServerExchange exchange, Path folder) throws IOException {
        String boundary = Headers.extractQuotedValueFromHeader(
                exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE), "boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw new MalformedException("Content-Type has no boundary");
        }
        exchange.setMaxEntitySize(Form.MAX_BYTES);
        StreamSourceChannel body = exchange.getRequestChannel();
        FormParser parser = new FormParser(boundary, buffer -> Channels.readBlocking(body, buffer), folder);
        List<Path> files = parser.created; // without the parser and its buffer
        exchange.addExchangeCompleteListener((_, next) -> {
            // Perhaps on an I/O thread, which should not wait while gigabytes are deleted.
            Thread _ = Thread.startVirtualThread(() -> delete(files));
            next.proceed();
        });
        return parser.parse();
    }

    FormParser(String boundary, DelimitedInput.Source in, Path folder) {
        this.in = new DelimitedInput("\r\n", in); // the first boundary may be the first line
        this.boundary = Delimiter.of("\r\n--" + boundary);
        this.folder = folder;
    }

    /** A text of a part that is not too large. */
    private static final class Text extends ByteArrayOutputStream {

        private final String name;
        private final int max;
        private boolean isTooLarge;

        Text(String name, int max) {
            this.name = name;
            this.max = max;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            isTooLarge |= size() + length > max;
            if (!isTooLarge) {
                super.write(bytes, offset, length);
            }
        }

        String text(Charset charset) throws MalformedException {
            if (isTooLarge) {
                throw new MalformedException("%s is larger than %d bytes".formatted(name, max));
            }
            return toString(charset);
        }
    }

    Form parse() throws IOException {
        in.copyUntil(boundary, OutputStream.nullOutputStream());
        for (int parts = 0; hasNextPart(); parts++) {
            if (parts == MAX_PARTS) {
                throw new MalformedException("It has more than %d parts".formatted(MAX_PARTS));
            }
            part();
        }
        return new Form(fields, files);
    }

    /** Reads the end of a boundary. */
    private boolean hasNextPart() throws IOException {
        String next = in.next(2);
        if (next.endsWith("\r")) {
            next = in.next(1); // behind one space
        } else if (!next.equals("--") && !next.equals("\r\n")) {
            String _ = line(); // behind several
        }
        return !next.equals("--");
    }

    private String line() throws IOException {
        Text line = new Text("A header", MAX_HEADERS);
        in.copyUntil(LINE, line);
        return line.text(StandardCharsets.UTF_8);
    }

    private void part() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0 && headers.size() < MAX_PARTS) {
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        String disposition = headers.getOrDefault(Headers.CONTENT_DISPOSITION_STRING, "");
        String name = Headers.extractQuotedValueFromHeader(disposition, "name");
        if (!disposition.toLowerCase(Locale.ROOT).startsWith("form-data") || name == null) {
            throw new MalformedException("A part has no Content-Disposition: form-data with a name");
        }
        String encoding = headers.getOrDefault("Content-Transfer-Encoding", "binary");
        if (!List.of("binary", "8bit", "7bit").contains(encoding.toLowerCase(Locale.ROOT))) {
            throw new MalformedException(
                    "The part '%s' has a Content-Transfer-Encoding: send its bytes as they are".formatted(name));
        }
        String type = headers.getOrDefault(Headers.CONTENT_TYPE_STRING, "");
        String fileName = fileName(disposition);
        if (fileName == null) {
            Text text = new Text("The part '%s'".formatted(name), MAX_TEXT);
            in.copyUntil(boundary, text);
            fields.computeIfAbsent(name, key -> new ArrayList<>()).add(text.text(charset(type)));
        } else if (files.put(name, file(fileName, type)) != null) {
            throw new MalformedException("Two files are named '%s'".formatted(name));
        }
    }

    private static @Nullable String fileName(String disposition) throws MalformedException {
        try {
            return Headers.extractQuotedValueFromHeaderWithEncoding(disposition, "filename");
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A file name is not encoded as RFC 5987 says");
        }
    }

    /** Apache HttpClient, for example, sends texts in ISO 8859-1 and says so. */
    private static Charset charset(String type) throws MalformedException {
        String name = Headers.extractQuotedValueFromHeader(type, "charset");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("Unknown charset '%s'".formatted(name));
        }
    }

    private Attachment file(String name, String type) throws IOException {
        Path file = Files.createTempFile(folder, "form", "");
        created.add(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            in.copyUntil(boundary, out);
        }
        String mediaType = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Attachment(file, name, mediaType, Files.size(file));
    }

    /** Deletes the files of the form, also of one that could not be parsed. */
    void deleteFiles() {
        delete(created);
    }

    private static void delete(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warn("Cannot delete {}: {}", file.getFileName(), e.getMessage());
            }
        }
    }
}
