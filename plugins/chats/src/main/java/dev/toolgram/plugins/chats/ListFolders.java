package dev.toolgram.plugins.chats;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;

/** Lists the account's chat folders (td_api {@code getChatFolder}). */
final class ListFolders implements Tool<ListFolders.Input, List<ListFolders.Folder>> {

    record Input() {}

    record Folder(
            @Description("The id of the folder.") int id,

            @Description("The name. Pass it to get_dialogs as folder.")
            String name) {}

    private final ChatFolders folders;

    ListFolders(TelegramClient telegram) {
        this.folders = new ChatFolders(telegram);
    }

    @Override
    public ToolDefinition<Input, List<Folder>> definition() {
        return ToolDefinition.named("list_folders")
                .title("List chat folders")
                .description("Returns the account's own chat folders, at most a few dozen. To list the chats of one use"
                        + " get_dialogs with folder; the archive is not a folder, but get_dialogs with archived.")
                .input(Input.class)
                .outputList(Folder.class)
                .route(Route.get("/api/folders"))
                .effect(Effect.READ.closedWorld())
                .build();
    }

    @Override
    public List<Folder> call(Input input, ToolContext context) {
        return folders.all().stream()
                .map(folder -> new Folder(folder.id(), folder.name()))
                .toList();
    }
}
