package com.example.archive;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets, as {@code TOOLGRAM_PLUGIN_ARCHIVE_KEYWORDS} and {@code TOOLGRAM_PLUGIN_ARCHIVE_KEEP}.
 *
 * @param keywords the words; {@code null} when nobody wants to be told
 * @param keep how many alerts at most
 */
public record AlertSettings(
        @Description("Words to look for in new messages, separated by commas. None: no alerts.") @Nullable
        List<String> keywords,

        @Description("How many alerts are kept.") @DefaultValue("1000") @Min(1) @Max(100_000)
        int keep) {

    List<String> words() {
        return keywords == null ? List.of() : keywords;
    }
}
