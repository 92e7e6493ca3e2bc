package dev.toolgram.plugins.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches all chats (td_api {@code searchMessages}). */
final class SearchGlobal implements Tool<SearchGlobal.Input, SearchGlobal.Found> {

    record Input(
            @Description("The words to search for.") @Size(min = 1, max = 256)
            String query,

            @Description("The maximum number of messages.") @DefaultValue("20") @Min(1) @Max(200)
            int limit,

            @Description("The next_offset of the page before.") @Nullable
            String offset,

            @Description("Only chats of this kind.") @Nullable
            ChatKind chatType,

            @Description("Only messages of this time or later.") @Nullable
            OffsetDateTime minDate,

            @Description("Only messages of this time or earlier.") @Nullable
            OffsetDateTime maxDate,

            @Description(MediaFilter.DESCRIPTION) @Nullable MediaFilter media) {}

    enum ChatKind {
        @JsonProperty("private")
        PRIVATE(new Td.SearchMessagesChatTypeFilter.SearchMessagesChatTypeFilterPrivate()),
        @JsonProperty("group")
        GROUP(new Td.SearchMessagesChatTypeFilter.SearchMessagesChatTypeFilterGroup()),
        @JsonProperty("channel")
        CHANNEL(new Td.SearchMessagesChatTypeFilter.SearchMessagesChatTypeFilterChannel());

        private final Td.SearchMessagesChatTypeFilter filter;

        ChatKind(Td.SearchMessagesChatTypeFilter filter) {
            this.filter = filter;
        }
    }

    record Found(
            @Description("Newest first.") List<Message> messages,

            @Description("Pass this as offset to get the next page; null at the end.") @Nullable
            String nextOffset) {}

    /** TDLib's maximum per request. */
    private static final int PAGE = 100;

    private final TelegramClient telegram;

    SearchGlobal(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Found> definition() {
        return ToolDefinition.named("search_global")
                .title("Search in all chats")
                .description("Finds messages by words in all chats of the account, newest first, archived ones too. In"
                        + " one chat use get_messages with search. Each message has its chat_ref; get_message_context"
                        + " reads around one.")
                .input(Input.class)
                .output(Found.class)
                .route(Route.get("/api/search"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public Found call(Input input, ToolContext context) {
        List<Message> found = new ArrayList<>();
        String offset = input.offset() == null ? "" : input.offset();
        do {
            Td.FoundMessages page = telegram.send(new Td.SearchMessages(
                    input.query(),
                    offset,
                    Math.min(PAGE, input.limit() - found.size()),
                    input.media() == null ? null : input.media().filter(),
                    input.chatType() == null ? null : input.chatType().filter,
                    seconds(input.minDate()),
                    seconds(input.maxDate())));
            found.addAll(page.messages());
            offset = page.nextOffset();
        } while (!offset.isEmpty() && found.size() < input.limit());
        return new Found(found, offset.isEmpty() ? null : offset);
    }

    private static int seconds(@Nullable OffsetDateTime date) {
        return date == null ? 0 : (int) Math.clamp(date.toEpochSecond(), 1, Integer.MAX_VALUE);
    }
}
