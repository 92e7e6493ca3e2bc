package dev.toolgram.plugins.sandbox.mtproto;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The greeting of a SOCKS5 proxy that agrees to everything. TDLib's data centre addresses are compiled in; told that it
 * is behind a proxy, it brings every connection here, and the address it wanted does not matter.
 */
final class Socks5 {
    private static final int VERSION = 5;
    private static final byte[] NO_PASSWORD = {VERSION, 0};
    private static final byte[] CONNECTED = {VERSION, 0, 0, 1, 127, 0, 0, 1, 0, 1};

    private Socks5() {}

    static void greet(DataInputStream in, OutputStream out) throws IOException {
        if (in.readByte() != VERSION) {
            throw new ProtocolException("No SOCKS5 client");
        }
        skip(in, in.readUnsignedByte());
        out.write(NO_PASSWORD);
        skip(in, 3);
        int addressType = in.readUnsignedByte();
        int addressLength = switch (addressType) {
            case 1 -> 4;
            case 3 -> in.readUnsignedByte();
            case 4 -> 16;
            default -> throw new ProtocolException("Unknown address type " + addressType);
        };
        skip(in, addressLength + 2);
        out.write(CONNECTED);
    }

    private static void skip(DataInputStream in, int length) throws IOException {
        if (in.readNBytes(length).length < length) {
            throw new EOFException();
        }
    }
}
