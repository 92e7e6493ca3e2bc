package dev.toolgram.plugins.files;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How markup in a caption is written. */
enum ParseMode {
    @JsonProperty("md")
    MD,
    @JsonProperty("markdown")
    MARKDOWN,
    @JsonProperty("html")
    HTML
}
