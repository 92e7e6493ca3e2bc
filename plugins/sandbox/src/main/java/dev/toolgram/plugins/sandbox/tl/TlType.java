package dev.toolgram.plugins.sandbox.tl;

/** The type of a field or of a function's answer. */
sealed interface TlType {

    /** Types without constructors. */
    enum Primitive implements TlType {
        /** Also {@code #}, the bit set that says which optional fields follow. */
        INT,
        LONG,
        DOUBLE,
        STRING,
        BYTES,
        INT128,
        INT256,
        BOOL,
        /** Present or absent as a bit of the flags; takes no bytes. */
        TRUE,
        /** Any function, as in {@code query:!X}. */
        FUNCTION
    }

    /** Boxed: begins with the vector's own constructor. */
    record Vector(TlType element) implements TlType {}

    /** Begins with the id of one of the constructors that make this type. */
    record Boxed(String name) implements TlType {}

    /** The type that the text names; a vector is written {@code Vector<element>}. */
    static TlType named(String text) {
        if (text.startsWith("Vector<")) {
            return new Vector(named(text.substring("Vector<".length(), text.length() - 1)));
        }
        return switch (text) {
            case "#", "int" -> Primitive.INT;
            case "long", "int53" -> Primitive.LONG; // int53: a long that JavaScript can hold
            case "double" -> Primitive.DOUBLE;
            case "string" -> Primitive.STRING;
            case "bytes" -> Primitive.BYTES;
            case "int128" -> Primitive.INT128;
            case "int256" -> Primitive.INT256;
            case "Bool" -> Primitive.BOOL;
            case "true" -> Primitive.TRUE;
            case "!X", "X" -> Primitive.FUNCTION;
            default -> new Boxed(text);
        };
    }
}
