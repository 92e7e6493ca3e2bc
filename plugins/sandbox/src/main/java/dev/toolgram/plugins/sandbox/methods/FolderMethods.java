package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat folders. Clients compute which chats are in them. */
final class FolderMethods implements MethodGroup {
    private static final int FIRST_ID = 2;

    private final ServerState state;
    private final UpdatePublisher publisher;

    FolderMethods(ServerState state, UpdatePublisher publisher) {
        this.state = state;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getDialogFilters", this::getDialogFilters);
        methods.put("messages.getSuggestedDialogFilters", call -> List.of());
        methods.put("messages.updateDialogFilter", this::updateDialogFilter);
        methods.put("messages.updateDialogFiltersOrder", this::updateDialogFiltersOrder);
    }

    private TlObject getDialogFilters(RpcCall call) {
        List<TlObject> all = new ArrayList<>(List.of(TlObject.of("dialogFilterDefault")));
        all.addAll(state.folders().values());
        return TlObject.of("messages.dialogFilters", "filters", all);
    }

    private Boolean updateDialogFilter(RpcCall call) {
        int id = call.function().intField("id");
        if (id < FIRST_ID) {
            throw RpcError.bad("FILTER_ID_INVALID");
        }
        @Nullable TlObject filter = call.function().optional("filter");
        if (filter == null) {
            state.folders().remove(id);
        } else {
            state.folders().put(id, filter);
        }
        publisher.notifyOtherClients(call, List.of(TlObject.of("updateDialogFilter", "id", id, "filter", filter)));
        return true;
    }

    private Boolean updateDialogFiltersOrder(RpcCall call) {
        List<Integer> order = call.function().intFields("order");
        Map<Integer, TlObject> before = new LinkedHashMap<>(state.folders());
        state.folders().clear();
        order.stream().filter(before::containsKey).forEach(id -> state.folders().put(id, before.get(id)));
        before.forEach(state.folders()::putIfAbsent);
        publisher.notifyOtherClients(call, List.of(TlObject.of("updateDialogFilterOrder", "order", order)));
        return true;
    }
}
