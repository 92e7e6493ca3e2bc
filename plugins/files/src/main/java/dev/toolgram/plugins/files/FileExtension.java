package dev.toolgram.plugins.files;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The extension of a file name. */
final class FileExtension {

    private static final Pattern EXTENSION = Pattern.compile("\\.(?=[^.]*[A-Za-z])([A-Za-z0-9]{1,10})$");

    private FileExtension() {}

    /** The extension in lower case, without the dot; empty when there is none. */
    static String of(String name) {
        Matcher matcher = EXTENSION.matcher(name);
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
