package dev.toolgram.host.plugin.archive;

import org.pf4j.DefaultVersionManager;

/** Ranges of versions, as PF4J reads them. A plain version stands for that one or a later one. */
public final class Versions {

    private Versions() {}

    /** Whether a version is in a range; false if either is invalid. */
    public static boolean accepts(String range, String version) {
        try {
            checkHost(range, version);
            return true;
        } catch (PluginRefusedException e) {
            return false;
        }
    }

    /**
     * Checks {@code Plugin-Requires}.
     *
     * @throws PluginRefusedException if the plugin requires another host
     */
    public static void checkHost(String requires, String hostVersion) throws PluginRefusedException {
        String constraint = requires.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
        boolean accepted;
        try {
            accepted = new DefaultVersionManager().checkVersionConstraint(hostVersion, constraint);
        } catch (RuntimeException e) {
            throw new PluginRefusedException(
                    "its Plugin-Requires '%s' is not a range of versions: write it like 0.1.0 or >=0.1.0 & <2.0.0"
                            .formatted(requires),
                    e);
        }
        if (!accepted) {
            throw new PluginRefusedException("it requires Toolgram %s, this is %s".formatted(requires, hostVersion));
        }
    }
}
