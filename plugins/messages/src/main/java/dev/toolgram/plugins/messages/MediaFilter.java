package dev.toolgram.plugins.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.plugins.messages.Td.SearchMessagesFilter;

/** A kind of media to search for. */
enum MediaFilter {
    @JsonProperty("photo")
    PHOTO(new SearchMessagesFilter.SearchMessagesFilterPhoto()),
    @JsonProperty("video")
    VIDEO(new SearchMessagesFilter.SearchMessagesFilterVideo()),
    @JsonProperty("gif")
    GIF(new SearchMessagesFilter.SearchMessagesFilterAnimation()),
    @JsonProperty("document")
    DOCUMENT(new SearchMessagesFilter.SearchMessagesFilterDocument()),
    @JsonProperty("audio")
    AUDIO(new SearchMessagesFilter.SearchMessagesFilterAudio()),
    @JsonProperty("voice")
    VOICE(new SearchMessagesFilter.SearchMessagesFilterVoiceNote()),
    @JsonProperty("video_note")
    VIDEO_NOTE(new SearchMessagesFilter.SearchMessagesFilterVideoNote()),
    @JsonProperty("poll")
    POLL(new SearchMessagesFilter.SearchMessagesFilterPoll()),
    @JsonProperty("link")
    LINK(new SearchMessagesFilter.SearchMessagesFilterUrl());

    static final String DESCRIPTION = "Only messages with this kind of media; link: with a link in the text.";

    private final SearchMessagesFilter filter;

    MediaFilter(SearchMessagesFilter filter) {
        this.filter = filter;
    }

    /** TDLib's filter. */
    SearchMessagesFilter filter() {
        return filter;
    }
}
