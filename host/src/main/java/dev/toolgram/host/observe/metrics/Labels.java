package dev.toolgram.host.observe.metrics;

import java.util.Locale;

/** The values of labels. */
final class Labels {

    private Labels() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
