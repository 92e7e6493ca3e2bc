package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.Arrays;
import java.util.Map;

/** Uploading and downloading. */
final class FileMethods implements MethodGroup {
    private final World world;

    FileMethods(World world) {
        this.world = world;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("upload.saveFilePart", this::savePart);
        methods.put("upload.saveBigFilePart", this::savePart);
        methods.put("upload.getFile", this::getFile);
    }

    private Boolean savePart(RpcCall call) {
        TlObject asked = call.function();
        world.files().keepPart(asked.big("file_id"), asked.number("file_part"), asked.bytes("bytes"));
        return true;
    }

    private TlObject getFile(RpcCall call) {
        TlObject asked = call.function();
        byte[] content = world.files().content(asked.object("location").big("id"));
        if (content == null) {
            throw RpcError.bad("LOCATION_INVALID");
        }
        int from = Math.clamp(asked.big("offset"), 0, content.length);
        int to = Math.min(content.length, from + Math.max(asked.number("limit"), 0));
        return TlObject.of("upload.file")
                .with("type", TlObject.of("storage.filePartial"))
                .with("mtime", world.now())
                .with("bytes", Arrays.copyOfRange(content, from, to));
    }
}
