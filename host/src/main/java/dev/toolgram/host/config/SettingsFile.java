package dev.toolgram.host.config;

import dev.toolgram.host.config.schema.TextValues;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The settings of a plugin in the file {@code <id>.properties} next to its jar. A setting of the environment wins.
 *
 * @param name the file's name
 * @param values the values by the names that the variables of the environment have after the plugin's prefix
 * @param problem why the file cannot be read
 */
public record SettingsFile(String name, Map<String, String> values, Optional<String> problem) {

    /** The ending of such files. */
    public static final String ENDING = ".properties";

    /** Reads the file of a plugin, next to its jar; without one there are no values. */
    public static SettingsFile of(String pluginId, Path jar) {
        String name = pluginId + ENDING;
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(jar.resolveSibling(name))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            // the environment may have all settings
        } catch (IOException | IllegalArgumentException e) { // the message would be a part of the content
            return new SettingsFile(
                    name,
                    Map.of(),
                    Optional.of("%s cannot be read: write lines like name=value, in UTF-8".formatted(name)));
        }
        Map<String, String> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(
                    key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"),
                    TextValues.unquoted(properties.getProperty(key)));
        }
        return new SettingsFile(name, Map.copyOf(values), Optional.empty());
    }

    /** The place of a setting in the file, for the operator. */
    String place(String setting) {
        return "%s: %s".formatted(name, key(setting));
    }

    static String key(String setting) {
        return setting.toLowerCase(Locale.ROOT);
    }

    /** The settings in the file, in alphabetical order. */
    Iterable<String> settings() {
        return new TreeSet<>(values.keySet());
    }

    /** The values may be secrets. */
    @Override
    public String toString() {
        return name;
    }
}
