package dev.toolgram.host.plugin.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDependency;

/**
 * A plugin's manifest, read before any of its code runs.
 *
 * @param id names it in the log, in settings and in the names of its folders
 * @param requires the versions of the host that it wants; {@code *} for any
 * @param description for people; may be empty
 * @param unknown attributes that seem to be meant for Toolgram, and that this version does not know
 */
public record PluginManifest(
        String id,
        String version,
        String requires,
        String description,
        List<PluginDependency> dependencies,
        Permissions permissions,
        List<String> unknown) {

    /** The id becomes a part of folders' names and of variables' names. */
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

    private static final String OURS = "toolgram-";
    private static final Set<String> KNOWN =
            Set.of(name(Permissions.EFFECTS), name(Permissions.FUNCTIONS), name(Permissions.ACCESS));

    /**
     * Reads the main attributes.
     *
     * @throws PluginRefusedException with the reason, if they do not describe a plugin
     */
    static PluginManifest read(Attributes attributes) throws PluginRefusedException {
        String id = required(attributes, ManifestPluginDescriptorFinder.PLUGIN_ID);
        if (!ID.matcher(id).matches()) {
            throw new PluginRefusedException(
                    "its Plugin-Id '%s' is not made of a letter and up to 63 more characters".formatted(id)
                            + " of A-Z a-z 0-9 . _ -");
        }
        if (value(attributes, ManifestPluginDescriptorFinder.PLUGIN_CLASS).isPresent()) {
            throw new PluginRefusedException(
                    "its manifest has a Plugin-Class, which Toolgram does not use: remove it, start"
                            + " in tools(context) of the ToolProvider, and let that implement AutoCloseable to clean up");
        }
        return new PluginManifest(
                id,
                version(required(attributes, ManifestPluginDescriptorFinder.PLUGIN_VERSION)),
                range(
                        ManifestPluginDescriptorFinder.PLUGIN_REQUIRES,
                        value(attributes, ManifestPluginDescriptorFinder.PLUGIN_REQUIRES)
                                .orElse("*")),
                value(attributes, ManifestPluginDescriptorFinder.PLUGIN_DESCRIPTION)
                        .orElse(""),
                dependencies(value(attributes, ManifestPluginDescriptorFinder.PLUGIN_DEPENDENCIES)
                        .orElse("")),
                Permissions.read(attributes),
                attributes.keySet().stream()
                        .map(Object::toString)
                        .filter(attribute -> name(attribute).startsWith(OURS) && !KNOWN.contains(name(attribute)))
                        .sorted()
                        .toList());
    }

    private static String version(String version) throws PluginRefusedException {
        if (!Versions.isVersion(version)) {
            throw new PluginRefusedException(
                    "its Plugin-Version '%s' is not a version: write it like 1.0.0 or 1.0.0-rc.1".formatted(version));
        }
        return version;
    }

    private static String range(String attribute, String range) throws PluginRefusedException {
        if (!Versions.isRange(range)) {
            throw new PluginRefusedException(
                    "its %s '%s' is not a range of versions: write it like 0.1.0 or >=0.1.0 & <2.0.0"
                            .formatted(attribute, range));
        }
        return range;
    }

    private static List<PluginDependency> dependencies(String list) throws PluginRefusedException {
        List<PluginDependency> dependencies = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(PluginDependency::new)
                .toList();
        for (PluginDependency each : dependencies) {
            String _ = range(ManifestPluginDescriptorFinder.PLUGIN_DEPENDENCIES, each.getPluginVersionSupport());
        }
        return dependencies;
    }

    private static String required(Attributes attributes, String attribute) throws PluginRefusedException {
        return value(attributes, attribute)
                .orElseThrow(() -> new PluginRefusedException("its manifest has no " + attribute));
    }

    private static Optional<String> value(Attributes attributes, String attribute) {
        return Optional.ofNullable(attributes.getValue(attribute))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Attributes' names are the same in capitals and small letters. */
    private static String name(String attribute) {
        return attribute.toLowerCase(Locale.ROOT);
    }
}
