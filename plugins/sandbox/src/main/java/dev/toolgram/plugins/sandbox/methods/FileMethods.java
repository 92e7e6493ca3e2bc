package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Content;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Uploading and downloading. */
final class FileMethods implements MethodGroup {
    private static final int HASHED_PART = 128 * 1024;
    private static final int HASHES_AT_ONCE = 8;

    private final ServerState state;

    FileMethods(ServerState state) {
        this.state = state;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("upload.saveFilePart", this::savePart);
        methods.put("upload.saveBigFilePart", this::savePart);
        methods.put("upload.getFile", this::getFile);
        methods.put("upload.getFileHashes", this::hashes);
    }

    private Boolean savePart(RpcCall call) {
        TlObject asked = call.function();
        state.files().keepPart(asked.longField("file_id"), asked.intField("file_part"), asked.bytes("bytes"));
        return true;
    }

    private TlObject getFile(RpcCall call) {
        TlObject asked = call.function();
        Content content = state.files().content(asked.object("location").longField("id"));
        if (content == null) {
            throw RpcError.bad("LOCATION_INVALID");
        }
        long from = Math.clamp(asked.longField("offset"), 0, content.size());
        return TlObject.of("upload.file")
                .with("type", TlObject.of("storage.filePartial"))
                .with("mtime", state.now())
                .with("bytes", content.read(from, Math.max(asked.intField("limit"), 0)));
    }

    /** TDLib asks when it has a file of the same name and size, to see whether it is the same. */
    private List<TlObject> hashes(RpcCall call) {
        TlObject asked = call.function();
        Content content = state.files().content(asked.object("location").longField("id"));
        if (content == null) {
            throw RpcError.bad("LOCATION_INVALID");
        }
        int first = (int) (asked.longField("offset") / HASHED_PART);
        return IntStream.range(first, first + HASHES_AT_ONCE)
                .mapToLong(part -> (long) part * HASHED_PART)
                .filter(from -> from < content.size())
                .mapToObj(from -> {
                    byte[] part = content.read(from, HASHED_PART);
                    return TlObject.of("fileHash")
                            .with("offset", from)
                            .with("limit", part.length)
                            .with("hash", Bytes.sha256(part));
                })
                .toList();
    }
}
