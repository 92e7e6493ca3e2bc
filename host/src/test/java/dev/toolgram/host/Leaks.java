package dev.toolgram.host;

import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.StringSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Looks for secrets, and for parts of them, in whatever was written. */
@NullMarked
final class Leaks {

    /** So much of a long secret is a leak already. */
    private static final int PART = 24;

    private static final int KEY_OFFSET = 7;

    /** The secret that a part belongs to. */
    private final Map<String, String> parts = new HashMap<>();

    private final Map<Pattern, String> words = new HashMap<>();
    private final List<String> found = new ArrayList<>();

    /** A text that is a secret as a whole; digits around it make it another one. */
    Leaks secret(String name, String text) {
        words.put(Pattern.compile("(?<![0-9])" + Pattern.quote(text) + "(?![0-9])"), name);
        return this;
    }

    /** A session, its key, and the key of its database, in every spelling. */
    Leaks session(StringSession session) {
        String text = session.encode();
        split("the session string", text);
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(1));
        bytes("the session's key", Arrays.copyOfRange(bytes, KEY_OFFSET, bytes.length));
        bytes("the database's key", Base64.getDecoder().decode(new SessionDatabase(Path.of(""), session).key()));
        return this;
    }

    private void bytes(String name, byte[] bytes) {
        split(name + " as bytes", new String(bytes, StandardCharsets.ISO_8859_1));
        split(name + " in digits", HexFormat.of().formatHex(bytes));
        split(name + " in digits", HexFormat.of().withUpperCase().formatHex(bytes));
        for (int start = 0; start < 3; start++) { // base64 looks different at each place in a group of three
            byte[] rest = Arrays.copyOfRange(bytes, start, bytes.length);
            split(name + " in base64", Base64.getEncoder().withoutPadding().encodeToString(rest));
            split(name + " in base64", Base64.getUrlEncoder().withoutPadding().encodeToString(rest));
        }
    }

    private void split(String name, String text) {
        for (int i = 0; i + PART <= text.length(); i++) {
            parts.put(text.substring(i, i + PART), name);
        }
    }

    /** Looks through a text. */
    Leaks check(String where, String text) {
        words.forEach((word, name) -> {
            if (word.matcher(text).find()) {
                found.add(name + " in " + where);
            }
        });
        for (int i = 0; i + PART <= text.length(); i++) {
            String name = parts.get(text.substring(i, i + PART));
            if (name != null) {
                found.add("a part of " + name + " in " + where);
                break;
            }
        }
        return this;
    }

    /** Looks through the names and contents of all files of a folder, but for the copy of TDLib. */
    Leaks check(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".so")) {
                    check("the name of " + file, folder.relativize(file).toString());
                    check(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            return check(folder); // a file that came and went; look again
        }
        return this;
    }

    List<String> found() {
        return found.stream().distinct().toList();
    }
}
