package dev.toolgram.plugins.people;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetUser;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Searches the account's contacts (td_api {@code searchContacts}). */
final class SearchContacts implements Tool<SearchContacts.Input, List<Entity>> {

    record Input(
            @Description("The beginning of a first name, last name or username; several words must all match.")
            @NotBlank
            @Size(min = 1, max = 128)
            String query,

            @Description("The maximum number of contacts.") @DefaultValue("20") @Min(1) @Max(100)
            int limit) {}

    private final TelegramClient telegram;

    SearchContacts(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Entity>> definition() {
        return ToolDefinition.named("search_contacts")
                .title("Search contacts")
                .description("Returns the account's contacts whose names or username begin with the words of query. For"
                        + " people who are not contacts use get_dialogs with search, or search_public_chats.")
                .input(Input.class)
                .outputList(Entity.class)
                .route(Route.get("/api/contacts/search"))
                .effect(Effect.READ.closedWorld())
                .build();
    }

    @Override
    public List<Entity> call(Input input, ToolContext context) {
        return telegram.send(new dev.toolgram.tdlib.SearchContacts(input.query(), input.limit())).userIds().stream()
                .map(id -> telegram.send(new GetUser(id), Entity.class))
                .toList();
    }
}
