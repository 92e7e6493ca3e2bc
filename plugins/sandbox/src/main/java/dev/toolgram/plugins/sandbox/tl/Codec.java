package dev.toolgram.plugins.sandbox.tl;

import dev.toolgram.plugins.sandbox.tl.TlType.Primitive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Reads and writes objects as the schema says. Thread-safe. */
public final class Codec {
    /** The id of {@code gzip_packed}, which may stand for any function or answer. */
    public static final int GZIP_PACKED = 0x3072cfa1;

    private static final int VECTOR = 0x1cb5c415;
    private static final int TRUE = 0x997275b5;
    private static final int FALSE = 0xbc799737;

    private final Schema schema;

    /** Over a schema. */
    public Codec(Schema schema) {
        this.schema = schema;
    }

    /** The schema. */
    public Schema schema() {
        return schema;
    }

    /** Reads a call of a function. */
    public TlObject readFunction(TlReader in) {
        int id = in.readInt();
        if (id == GZIP_PACKED) {
            return readFunction(new TlReader(unpack(in.readBytes())));
        }
        return readFields(schema.function(id), in);
    }

    /** Reads an object that begins with the id of its constructor. */
    public TlObject readObject(TlReader in) {
        return readFields(schema.constructor(in.readInt()), in);
    }

    /** Reads a message of the wire's own schema; {@code null} when the bytes are anything else. */
    public @Nullable TlObject readWire(byte[] body) {
        TlReader in = new TlReader(body);
        Combinator combinator = schema.wire(in.readInt());
        return combinator == null ? null : readFields(combinator, in);
    }

    private TlObject readFields(Combinator combinator, TlReader in) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(8);
        Map<String, Integer> flags = new LinkedHashMap<>(2);
        for (Combinator.Field field : combinator.fields()) {
            if (field.flags() != null && (flags.getOrDefault(field.flags(), 0) >>> field.bit() & 1) == 0) {
                continue;
            }
            Object value = readValue(field.type(), in);
            if (field.isFlags()) {
                flags.put(field.name(), (Integer) value);
            } else {
                fields.put(field.name(), value);
            }
        }
        return TlObject.owning(combinator.name(), fields);
    }

    private Object readValue(TlType type, TlReader in) {
        return switch (type) {
            case Primitive primitive ->
                switch (primitive) {
                    case INT -> in.readInt();
                    case LONG -> in.readLong();
                    case DOUBLE -> Double.longBitsToDouble(in.readLong());
                    case STRING -> in.readString();
                    case BYTES -> in.readBytes();
                    case INT128 -> in.readRaw(16);
                    case INT256 -> in.readRaw(32);
                    case BOOL -> readBool(in);
                    case TRUE -> true;
                    case FUNCTION -> readFunction(in);
                };
            case TlType.Vector vector -> readVector(vector.element(), in);
            case TlType.Boxed boxed -> {
                Combinator constructor = schema.constructor(in.readInt());
                if (!constructor.result().equals(boxed)) {
                    throw new TlException(constructor.name() + " is no " + boxed.name());
                }
                yield readFields(constructor, in);
            }
        };
    }

    private static boolean readBool(TlReader in) {
        return switch (in.readInt()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new TlException("Neither true nor false");
        };
    }

    private List<Object> readVector(TlType element, TlReader in) {
        if (in.readInt() != VECTOR) {
            throw new TlException("No vector where one should be");
        }
        int count = in.readInt();
        List<Object> list = new ArrayList<>(Math.clamp(count, 0, in.remaining()));
        for (int i = 0; i < count; i++) {
            list.add(readValue(element, in));
        }
        return list;
    }

    /** Writes the answer of a function: a {@link TlObject}, {@code Boolean} or list, as the function says. */
    public byte[] writeAnswer(String function, Object answer) {
        TlWriter out = new TlWriter();
        writeValue(out, schema.function(function).result(), answer, function);
        return out.toBytes();
    }

    /** Writes an object with the id of its constructor. */
    public byte[] write(TlObject object) {
        TlWriter out = new TlWriter();
        writeObject(out, schema.constructor(object.name()), object);
        return out.toBytes();
    }

    /** Writes a call of a function. */
    public byte[] writeFunction(TlObject call) {
        TlWriter out = new TlWriter();
        writeObject(out, schema.function(call.name()), call);
        return out.toBytes();
    }

    private void writeObject(TlWriter out, Combinator combinator, TlObject object) {
        if (!combinator.names().containsAll(object.fields().keySet())) {
            List<String> unknown = new ArrayList<>(object.fields().keySet());
            unknown.removeAll(combinator.names());
            throw new TlException(combinator.name() + " has no field " + unknown);
        }
        out.writeInt(combinator.id());
        for (Combinator.Field field : combinator.fields()) {
            Object value = object.value(field.name());
            if (field.isFlags()) {
                out.writeInt(flags(combinator, field.name(), object));
            } else if (field.flags() == null || isSet(field, value)) {
                writeValue(out, field.type(), value, combinator.name() + "." + field.name());
            }
        }
    }

    private static int flags(Combinator combinator, String name, TlObject object) {
        int flags = 0;
        for (Combinator.Field field : combinator.fields()) {
            if (name.equals(field.flags()) && isSet(field, object.value(field.name()))) {
                flags |= 1 << field.bit();
            }
        }
        return flags;
    }

    private static boolean isSet(Combinator.Field field, @Nullable Object value) {
        return value != null && (field.type() != Primitive.TRUE || Boolean.TRUE.equals(value));
    }

    private void writeValue(TlWriter out, TlType type, @Nullable Object value, String where) {
        switch (type) {
            case Primitive primitive -> writePrimitive(out, primitive, value, where);
            case TlType.Vector vector -> {
                List<?> list = value instanceof List<?> elements ? elements : List.of();
                out.writeInt(VECTOR).writeInt(list.size());
                list.forEach(element -> writeValue(out, vector.element(), element, where));
            }
            case TlType.Boxed boxed -> {
                if (!(value instanceof TlObject object)) {
                    throw new TlException(where + " should be a " + boxed.name() + ", not " + value);
                }
                Combinator constructor = schema.constructor(object.name());
                if (!constructor.result().equals(boxed)) {
                    throw new TlException(where + ": " + object.name() + " is no " + boxed.name());
                }
                writeObject(out, constructor, object);
            }
        }
    }

    private void writePrimitive(TlWriter out, Primitive type, @Nullable Object value, String where) {
        switch (value) {
            case null -> {
                switch (type) {
                    case INT -> out.writeInt(0);
                    case LONG, DOUBLE -> out.writeLong(0);
                    case STRING, BYTES -> out.writeBytes(new byte[0]);
                    case BOOL -> out.writeInt(FALSE);
                    case TRUE -> {}
                    case INT128, INT256, FUNCTION -> throw new TlException(where + " is missing");
                }
            }
            case Integer number when type == Primitive.INT -> out.writeInt(number);
            case Number number when type == Primitive.LONG -> out.writeLong(number.longValue());
            case Double number when type == Primitive.DOUBLE -> out.writeLong(Double.doubleToRawLongBits(number));
            case String text when type == Primitive.STRING -> out.writeString(text);
            case byte[] bytes when type == Primitive.BYTES -> out.writeBytes(bytes);
            case byte[] bytes when type == Primitive.INT128 && bytes.length == 16 -> out.writeRaw(bytes);
            case byte[] bytes when type == Primitive.INT256 && bytes.length == 32 -> out.writeRaw(bytes);
            case Boolean bool when type == Primitive.BOOL -> out.writeInt(bool ? TRUE : FALSE);
            case Boolean _ when type == Primitive.TRUE -> {}
            case TlObject call when type == Primitive.FUNCTION -> out.writeRaw(writeFunction(call));
            default -> throw new TlException(where + " should be " + type + ", not " + value);
        }
    }

    /** Unpacks gzip, and also bare zlib: what TDLib sends as {@code gzip_packed} is the latter. */
    public static byte[] unpack(byte[] packed) {
        boolean gzip = packed.length > 2 && packed[0] == 0x1f && packed[1] == (byte) 0x8b;
        ByteArrayInputStream bytes = new ByteArrayInputStream(packed);
        try (InputStream in = gzip ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new TlException("Packed bytes are damaged: " + e.getMessage());
        }
    }

    /** Packs as gzip. */
    public static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError("Writing to memory does not fail", e);
        }
        return packed.toByteArray();
    }
}
