package dev.toolgram.plugins.people;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetUser;
import dev.toolgram.tdlib.ImportedContact;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Adds or renames a contact (td_api {@code addContact}). */
final class AddContact implements Tool<AddContact.Input, Entity> {

    record Input(
            @Description(Users.DESCRIPTION) ChatReference user,

            @Description("The first name for the account's contact list.") @NotBlank @Size(min = 1, max = 64)
            String firstName,

            @Description("The last name.") @DefaultValue("") @Size(max = 64)
            String lastName,

            @Description("Also let the user see the account's phone number.") @DefaultValue("false")
            boolean sharePhone) {}

    private final TelegramClient telegram;

    AddContact(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Entity> definition() {
        return ToolDefinition.named("add_contact")
                .title("Add a contact")
                .description(
                        "Adds a user to the account's contacts, or changes the name of a contact, and returns the user"
                                + " under the new name. The user may be given as +phone, if they let others find them by it.")
                .input(Input.class)
                .output(Entity.class)
                .route(Route.post("/api/contacts"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Entity call(Input input, ToolContext context) {
        long id = Users.resolve(telegram, input.user());
        var _ = telegram.send(new dev.toolgram.tdlib.AddContact(
                id, new ImportedContact("", input.firstName(), input.lastName(), null), input.sharePhone()));
        return telegram.send(new GetUser(id), Entity.class);
    }
}
