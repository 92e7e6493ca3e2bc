package dev.toolgram.host.config;

import dev.toolgram.host.config.schema.TextValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds variables with one of the host's prefixes that nothing reads. A mistyped name must stop the start: a safety
 * switch that is ignored fails open.
 */
final class VariableNames {

    private static final Pattern PREFIX = Pattern.compile("(TOOLGRAM|TELETHON)_(.*)");

    /** Read by the launcher, the build, the tests, the compose file and the test kit. */
    private static final Pattern OF_TOOLS =
            Pattern.compile("JAVA_OPTS|HOME|IMAGE|PLUGINS|PUBLISH|CONTAINED|TRIAL_RUNS|TDLIB_INTEGRITY|TEST_.*");

    /** Set by Kubernetes in every container next to a service named toolgram or telethon: its addresses. */
    private static final Pattern OF_SERVICES = Pattern.compile(
            "SERVICE_(?:HOST|PORT|PORT_\\w+)=.*|PORT=[a-z]+://.*|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_\\w+)?=.*");

    /** Of the original, without a meaning here. */
    private static final Map<String, String> MEANINGLESS = Map.of(
            "CACHE_ENABLED", "TDLib's database is the cache",
            "CACHE_PATH", "TDLib's database is the cache",
            "CACHE_TTL_SECONDS", "TDLib's database is the cache",
            "PROXY", "the original does not use it either",
            "LOG_JSON", "set TOOLGRAM_LOG_FORMAT=json",
            "UPDATES_BUFFER_SIZE", "TOOLGRAM_EVENTS_KEEP limits the events on disk");

    private final List<String> problems = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    /**
     * Looks at every variable that is not blank.
     *
     * @param read the names that the host reads, without a prefix
     */
    VariableNames(Map<String, String> variables, Collection<String> read) {
        Set<String> known = new LinkedHashSet<>(read);
        known.addAll(PluginVariables.namedLikeTheHosts());
        new TreeMap<>(variables).forEach((name, value) -> {
            var matcher = PREFIX.matcher(name);
            if (matcher.matches() && !value.isBlank() && !name.startsWith(PluginVariables.PREFIX)) {
                check(name, matcher.group(1), matcher.group(2), TextValues.unquoted(value), known);
            }
        });
    }

    private void check(String variable, String prefix, String name, String value, Set<String> known) {
        if (known.contains(name)
                || (prefix.equals("TOOLGRAM") && OF_TOOLS.matcher(name).matches())
                || OF_SERVICES.matcher(name + "=" + value).matches()) {
            return;
        }
        if (MEANINGLESS.containsKey(name)) {
            ignored.add("%s has no effect: %s".formatted(variable, MEANINGLESS.get(name)));
            return;
        }
        problems.add(variable + " is not a setting"
                + EditDistance.nearest(name, known)
                        .map(nearest -> "; did you mean " + prefix + "_" + nearest + "?")
                        .orElse("; .env.example lists them all"));
    }

    /** One sentence for each variable that must not be ignored. */
    List<String> problems() {
        return problems;
    }

    /** One sentence for each variable that is accepted and ignored. */
    List<String> ignored() {
        return ignored;
    }
}
