package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Arrays;
import java.util.Map;

/** Uploading and downloading. */
final class FileMethods implements MethodGroup {
    private final ServerState state;

    FileMethods(ServerState state) {
        this.state = state;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("upload.saveFilePart", this::savePart);
        methods.put("upload.saveBigFilePart", this::savePart);
        methods.put("upload.getFile", this::getFile);
    }

    private Boolean savePart(RpcCall call) {
        TlObject asked = call.function();
        state.files().keepPart(asked.longField("file_id"), asked.intField("file_part"), asked.bytes("bytes"));
        return true;
    }

    private TlObject getFile(RpcCall call) {
        TlObject asked = call.function();
        byte[] content = state.files().content(asked.object("location").longField("id"));
        if (content == null) {
            throw RpcError.bad("LOCATION_INVALID");
        }
        int from = Math.clamp(asked.longField("offset"), 0, content.length);
        int to = Math.min(content.length, from + Math.max(asked.intField("limit"), 0));
        return TlObject.of("upload.file")
                .with("type", TlObject.of("storage.filePartial"))
                .with("mtime", state.now())
                .with("bytes", Arrays.copyOfRange(content, from, to));
    }
}
