package com.example.archive;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;

/**
 * The operator's setting {@code TOOLGRAM_PLUGIN_ARCHIVE_DIARY}.
 *
 * @param diary whether to write a diary
 */
public record DiarySettings(
        @Description("Write all messages into a Markdown file for each day.") @DefaultValue("false")
        boolean diary) {}
