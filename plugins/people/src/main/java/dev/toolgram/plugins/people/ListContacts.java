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
import dev.toolgram.tdlib.GetContacts;
import dev.toolgram.tdlib.GetUser;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the account's contacts (td_api {@code getContacts}). */
final class ListContacts implements Tool<ListContacts.Input, List<Entity>> {

    record Input(
            @Description("The maximum number of contacts.") @DefaultValue("50") @Min(1) @Max(200)
            int limit,

            @Description("Skip this many contacts: for the next page, those that were returned so far.")
            @DefaultValue("0")
            @Min(0)
            int offset) {}

    private final TelegramClient telegram;

    ListContacts(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Entity>> definition() {
        return ToolDefinition.named("list_contacts")
                .title("List contacts")
                .description("Returns a page of the account's contacts, sorted by name. To find a person use"
                        + " search_contacts, for the people who wrote lately get_dialogs.")
                .input(Input.class)
                .outputList(Entity.class)
                .route(Route.get("/api/contacts"))
                .effect(Effect.READ.closedWorld())
                .build();
    }

    @Override
    public List<Entity> call(Input input, ToolContext context) {
        return telegram.send(new GetContacts()).userIds().stream()
                .map(id -> telegram.send(new GetUser(id), Entity.class))
                .sorted(Comparator.comparing(ListContacts::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Entity::id))
                .skip(input.offset())
                .limit(input.limit())
                .toList();
    }

    private static String name(Entity user) {
        return Stream.of(user.firstName(), user.lastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }
}
