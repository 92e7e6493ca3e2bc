package dev.toolgram.host.tool;

import dev.toolgram.api.Attachment;
import dev.toolgram.host.json.CanonicalJson;
import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The files that came with a call. Thread-safe. */
public final class UploadedFiles {

    /** No files. */
    public static final UploadedFiles NONE = new UploadedFiles(Map.of());

    private final Map<String, Attachment> files;
    private @Nullable String digest;

    /** @param files by the names of their parts */
    public UploadedFiles(Map<String, Attachment> files) {
        this.files = Map.copyOf(files);
    }

    /** The files by the names of their parts. */
    Map<String, Attachment> all() {
        return files;
    }

    /**
     * A text that is the same for the same names, media types and bytes; empty without files. The first call reads the
     * files, while they exist: only a call that is compared with another one needs it.
     */
    synchronized String digest() {
        if (digest == null) {
            ObjectNode text = StrictJson.object();
            files.forEach((part, file) ->
                    text.putArray(part).add(file.name()).add(file.mediaType()).add(sha256(file.file())));
            digest = files.isEmpty() ? "" : CanonicalJson.of(text);
        }
        return digest;
    }

    private static String sha256(Path file) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
                long _ = bytes.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
