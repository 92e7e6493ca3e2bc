package dev.toolgram.host.plugin.archive;

import org.pf4j.DefaultVersionManager;

/** Ranges of versions, as PF4J reads them. A plain version stands for that one or a later one. */
public final class Versions {

    private static final DefaultVersionManager PF4J = new DefaultVersionManager();

    private Versions() {}

    /** Whether a text is a semantic version (semver.org). */
    static boolean isVersion(String version) {
        try {
            return PF4J.compareVersions(version, version) == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether a text is a range of versions. */
    static boolean isRange(String range) {
        try {
            boolean _ = accepts(range, "1.0.0");
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether a version is in a range. */
    public static boolean accepts(String range, String version) {
        return PF4J.checkVersionConstraint(version, range.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + range : range);
    }

    /**
     * Checks {@code Plugin-Requires}.
     *
     * @throws PluginRefusedException if the plugin requires another host
     */
    public static void checkHost(String requires, String hostVersion) throws PluginRefusedException {
        if (!accepts(requires, hostVersion)) {
            throw new PluginRefusedException("it requires Toolgram %s, this is %s".formatted(requires, hostVersion));
        }
    }
}
