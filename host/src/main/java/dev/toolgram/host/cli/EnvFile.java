package dev.toolgram.host.cli;

import dev.toolgram.host.config.schema.TextValues;
import dev.toolgram.host.session.PrivateFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A file of settings, {@code NAME=value} line by line, of which one line is changed and all others stay as they are. */
public final class EnvFile {

    private static final Pattern LINE = Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)=([^\\r\\n]*)");

    /** Every byte is a character of it, so what is not changed is written back as it was. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final Path path;

    /** @param path the file; where it is a link, what it leads to */
    public EnvFile(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        this.path = Files.exists(absolute) ? absolute.toRealPath() : absolute;
    }

    /** The settings in it, none when it does not exist. */
    public Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        if (Files.exists(path)) {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            LINE.matcher(text)
                    .results()
                    .forEach(line -> settings.put(line.group(1), TextValues.unquoted(line.group(2))));
        }
        return settings;
    }

    /** Fails now rather than when there is something to lose. */
    public void checkWritable() throws IOException {
        Path folder = path.getParent();
        if (folder == null || !Files.isWritable(folder) || (Files.exists(path) && !Files.isWritable(path))) {
            throw new AccessDeniedException(path.toString());
        }
    }

    /**
     * Sets one setting: in its line, in the last one when there are several, because that is the one that counts; or in
     * a new line at the end. A file that does not exist begins as its example, when that lies beside it. Afterwards only
     * its owner can read it.
     */
    public void set(String name, String value) throws IOException {
        String text = new String(content(), BYTES);
        MatchResult last = LINE.matcher(text)
                .results()
                .filter(line -> line.group(1).equals(name))
                .reduce((first, second) -> second)
                .orElse(null);
        String line = name + "=" + value;
        String changed = last == null
                ? text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n"
                : text.substring(0, last.start()) + line + text.substring(last.end());
        PrivateFiles.write(path, changed.getBytes(BYTES));
    }

    private byte[] content() throws IOException {
        Path example = path.resolveSibling(path.getFileName() + ".example");
        if (Files.exists(path)) {
            return Files.readAllBytes(path);
        }
        return Files.exists(example) ? Files.readAllBytes(example) : new byte[0];
    }

    /** Its path. */
    @Override
    public String toString() {
        return path.toString();
    }
}
