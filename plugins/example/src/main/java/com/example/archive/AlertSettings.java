package com.example.archive;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator's settings {@code TOOLGRAM_PLUGIN_ARCHIVE_KEYWORDS} and {@code TOOLGRAM_PLUGIN_ARCHIVE_KEEP}.
 *
 * @param keywords the words; {@code null} for no alerts
 * @param keep the maximum number of stored alerts
 */
public record AlertSettings(
        @Description("Words to look for in new messages, comma-separated. Default: no alerts.") @Nullable
        List<String> keywords,

        @Description("The maximum number of stored alerts.") @DefaultValue("1000") @Min(1) @Max(100_000)
        int keep) {

    List<String> words() {
        return keywords == null ? List.of() : keywords;
    }
}
