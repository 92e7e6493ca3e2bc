package dev.toolgram.host.plugin.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SHA-256 hashes of files, as {@code sha256sum} writes them: hash, two spaces, name. Lines that are blank or begin with
 * {@code #} say nothing.
 *
 * @param names the hashes, each with the name of a file
 * @param trouble why some of it could not be read; empty when all could
 */
record Pins(Map<String, String> names, Optional<String> trouble) {

    /** The second character between hash and name is a star where {@code sha256sum} read in binary mode. */
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](?:.*/)?([^/]+)");

    static Pins read(Path file) {
        Map<String, String> names = new HashMap<>();
        List<String> strange = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                Matcher pin = LINE.matcher(line.strip());
                if (pin.matches()) {
                    names.put(pin.group(1).toLowerCase(Locale.ROOT), pin.group(2));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    strange.add(Integer.toString(number));
                }
            }
        } catch (NoSuchFileException e) {
            return new Pins(Map.of(), Optional.of("%s does not exist".formatted(file)));
        } catch (IOException e) {
            return new Pins(Map.of(), Optional.of("%s cannot be read (%s)".formatted(file, e)));
        }
        return new Pins(
                names,
                strange.isEmpty()
                        ? Optional.empty()
                        : Optional.of("%s has no hash, two spaces and a name in line %s"
                                .formatted(file, String.join(", ", strange))));
    }

    boolean hasHash(String hash) {
        return names.containsKey(hash);
    }

    boolean hasName(String name) {
        return names.containsValue(name);
    }

    static String hash(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
