package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetChat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Searches public users, groups and channels (td_api {@code searchPublicChats}). */
final class SearchPublicChats implements Tool<SearchPublicChats.Input, List<Entity>> {

    record Input(
            @Description("A part of the username or title, at least 4 characters.") @Size(min = 4, max = 128)
            String query,

            @Description("The maximum number of chats.") @DefaultValue("20") @Min(1) @Max(100)
            int limit) {}

    private final TelegramClient telegram;

    SearchPublicChats(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Entity>> definition() {
        return ToolDefinition.named("search_public_chats")
                .title("Search public chats")
                .description(
                        "Returns public users, bots, groups and channels of Telegram whose username or title matches."
                                + " Telegram returns the best few, so there is no next page, and leaves out the account's own"
                                + " chats and contacts: for those use get_dialogs with search, or search_contacts. For a known"
                                + " username use get_entity.")
                .input(Input.class)
                .outputList(Entity.class)
                .route(Route.get("/api/chats/search"))
                .effect(Effect.READ)
                .cost(Cost.RESOLVE)
                .build();
    }

    @Override
    public List<Entity> call(Input input, ToolContext context) {
        return telegram.send(new dev.toolgram.tdlib.SearchPublicChats(input.query(), null)).chatIds().stream()
                .limit(input.limit())
                .map(id -> telegram.send(new GetChat(id), Entity.class))
                .toList();
    }
}
