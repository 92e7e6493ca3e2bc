package dev.toolgram.plugins.messages;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How markup in a text is written. */
enum ParseMode {
    @JsonProperty("md")
    MD,
    @JsonProperty("markdown")
    MARKDOWN,
    @JsonProperty("html")
    HTML
}
