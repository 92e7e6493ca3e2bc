package dev.toolgram.plugins.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;

/** Chooses the name under which a file is stored and sent. Names from servers are untrusted. */
final class FileNames {

    private static final int MAX_BYTES = 120;
    private static final Set<String> SCRIPTS = Set.of(
            "php", "php5", "phtml", "asp", "aspx", "ashx", "jsp", "jspx", "cgi", "pl", "cfm", "do", "action", "dll");
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?*]+)(?:\\*[^?]*)?\\?([BbQq])\\?([^?]*)\\?=");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\?=\\s+=\\?");
    private static final Pattern EXTENDED = Pattern.compile("([A-Za-z0-9-]+)'[^']*'(.*)");

    /** Control, format (which can change the text direction), surrogate and unassigned characters, and U+FFFD. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\ufffd]");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[<>:\"|?*]");

    private FileNames() {}

    /**
     * Returns the name from {@code Content-Disposition} (RFC 6266), else the end of the URL, else {@code file}.
     * Adds the extension of the content type to a name without extension.
     */
    static String choose(@Nullable String disposition, FileUrl url, String contentType) {
        String name = Optional.ofNullable(disposition)
                .flatMap(FileNames::fromDisposition)
                .map(FileNames::clean)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> clean(url.lastSegment()));
        return shorten(withExtension(name.isEmpty() ? "file" : name, contentType));
    }

    /** As {@link #choose}, from a name alone. */
    static String named(String name, String contentType) {
        String safe = clean(name);
        return shorten(withExtension(safe.isEmpty() ? "file" : safe, contentType));
    }

    /** A script's extension describes the script, so the extension of a specific content type replaces it. */
    private static String withExtension(String name, String contentType) {
        String extension = MediaType.extensionOf(contentType);
        String own = FileExtension.of(name);
        if (own.isEmpty()) {
            return name + extension;
        }
        return SCRIPTS.contains(own) && !extension.isEmpty() && !MediaType.isUnspecific(contentType)
                ? name.substring(0, name.length() - own.length() - 1) + extension
                : name;
    }

    /** Whether the file itself is compressed, so that {@code Content-Encoding} must be ignored. */
    static boolean isCompressed(String name) {
        return switch (FileExtension.of(name)) {
            case "gz", "tgz", "svgz", "br", "zst" -> true;
            default -> false;
        };
    }

    private static Optional<String> fromDisposition(String header) {
        HeaderElement[] elements =
                BasicHeaderValueParser.INSTANCE.parseElements(header, new ParserCursor(0, header.length()));
        if (elements.length == 0) {
            return Optional.empty();
        }
        NameValuePair extended = elements[0].getParameterByName("filename*");
        NameValuePair plain = elements[0].getParameterByName("filename");
        return Optional.ofNullable(extended)
                .flatMap(parameter -> decodeExtended(parameter.getValue()))
                .or(() ->
                        Optional.ofNullable(plain).map(NameValuePair::getValue).map(FileNames::decodeWords));
    }

    /** Decodes RFC 2047, which some servers use in violation of RFC 6266: {@code =?UTF-8?B?w7wudHh0?=}. */
    private static String decodeWords(String value) {
        return ENCODED_WORD
                .matcher(BETWEEN_WORDS.matcher(value).replaceAll("?==?"))
                .replaceAll(word -> {
                    try {
                        Charset charset = Charset.forName(word.group(1));
                        byte[] bytes = word.group(2).equalsIgnoreCase("B")
                                ? Base64.getMimeDecoder().decode(word.group(3))
                                : PercentCoding.decodeQ(word.group(3));
                        return Matcher.quoteReplacement(new String(bytes, charset));
                    } catch (IllegalArgumentException e) { // an unknown charset or invalid base64
                        return Matcher.quoteReplacement(word.group());
                    }
                });
    }

    /** Decodes RFC 8187: {@code UTF-8'en'%e2%82%ac.txt}. */
    private static Optional<String> decodeExtended(@Nullable String value) {
        Matcher matcher = EXTENDED.matcher(value == null ? "" : value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Charset charset = switch (matcher.group(1).toUpperCase(Locale.ROOT)) {
            case "UTF-8" -> StandardCharsets.UTF_8;
            case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
            default -> null;
        };
        return charset == null
                ? Optional.empty()
                : Optional.of(PercentCoding.decode(matcher.group(2), charset)).filter(name -> !name.contains("\ufffd"));
    }

    /** Removes directories, leading dots, invisible characters, and characters that file systems reject. */
    static String clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String visible = INVISIBLE.matcher(last).replaceAll("");
        return NOT_IN_NAMES.matcher(visible).replaceAll("_").replaceAll("^[.\\s]+|[.\\s]+$", "");
    }

    private static String shorten(String name) {
        String extension = FileExtension.of(name);
        String tail = extension.isEmpty() ? "" : name.substring(name.length() - extension.length() - 1);
        int left = MAX_BYTES - tail.length();
        StringBuilder kept = new StringBuilder();
        for (int codePoint :
                name.substring(0, name.length() - tail.length()).codePoints().toArray()) {
            String character = Character.toString(codePoint);
            left -= character.getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            kept.append(character);
        }
        return kept + tail;
    }
}
