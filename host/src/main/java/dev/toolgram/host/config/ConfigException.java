package dev.toolgram.host.config;

import java.util.List;

/** Thrown when settings are missing or wrong, with all of them. */
public final class ConfigException extends Exception {

    private final transient List<String> problems;

    /** @param problems one sentence for each, naming the setting */
    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each, naming the setting. */
    public List<String> problems() {
        return problems;
    }
}
