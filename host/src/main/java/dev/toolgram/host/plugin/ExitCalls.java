package dev.toolgram.host.plugin;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes from a class the calls that would end the whole host: {@code System.exit}, {@code Runtime.exit} and
 * {@code Runtime.halt}. Java has no security manager any more that could refuse them.
 *
 * <p>The constant that names the method gets a name that no method has, so such a call throws a
 * {@link NoSuchMethodError} with the reason in it. Nothing else of the class changes, so nothing of it has to be computed
 * anew, and method references are caught like calls.
 */
final class ExitCalls {

    private static final Set<String> OWNERS = Set.of("java/lang/System", "java/lang/Runtime");
    private static final Set<String> METHODS = Set.of("exit", "halt");
    private static final String DESCRIPTOR = "(I)V";
    private static final String REASON = ": a plugin must not end Toolgram";

    private static final int UTF8 = 1;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int MAX_CONSTANTS = 65_535;
    private static final int COUNT_AT = 8;

    private final ByteBuffer code;
    private final int[] constants;
    private final int end;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private final Map<String, Integer> disarmed = new HashMap<>();
    private int count;

    private ExitCalls(byte[] classFile) {
        code = ByteBuffer.wrap(classFile);
        count = unsigned(COUNT_AT);
        constants = new int[count];
        int at = COUNT_AT + 2;
        for (int i = 1; i < count; i++) {
            constants[i] = at;
            int tag = code.get(at);
            at += 1
                    + switch (tag) {
                        case UTF8 -> 2 + unsigned(at + 1);
                        case 3, 4, 9, METHOD, 11, NAME_AND_TYPE, 17, 18 -> 4;
                        case 5, 6 -> 8;
                        case 7, 8, 16, 19, 20 -> 2;
                        case 15 -> 3;
                        default -> throw new ClassFormatError("constant " + i + " is of the unknown kind " + tag);
                    };
            if (tag == 5 || tag == 6) {
                i++; // a long and a double count twice
            }
        }
        end = at;
    }

    /**
     * The class without these calls; the same array if it has none.
     *
     * @throws ClassFormatError if it is no class file
     */
    static byte[] disarm(byte[] classFile) {
        try {
            return new ExitCalls(classFile).disarm();
        } catch (IndexOutOfBoundsException e) {
            throw (ClassFormatError) new ClassFormatError("it ends early").initCause(e);
        }
    }

    private byte[] disarm() {
        for (int constant : constants) {
            if (constant != 0 && code.get(constant) == METHOD && endsTheHost(constant)) {
                int nameAndType = constants[unsigned(constant + 3)];
                String name = text(unsigned(nameAndType + 1));
                int descriptor = unsigned(nameAndType + 3);
                int other = disarmed.computeIfAbsent(name, each -> add(each + REASON, descriptor));
                code.putShort(constant + 3, (short) other);
            }
        }
        if (disarmed.isEmpty()) {
            return code.array();
        }
        if (count > MAX_CONSTANTS) {
            throw new ClassFormatError("it calls System.exit, and has no room for the reason why that is refused");
        }
        code.putShort(COUNT_AT, (short) count);
        byte[] old = code.array();
        ByteArrayOutputStream all = new ByteArrayOutputStream(old.length + added.size());
        all.write(old, 0, end);
        all.writeBytes(added.toByteArray());
        all.write(old, end, old.length - end);
        return all.toByteArray();
    }

    private boolean endsTheHost(int method) {
        int owner = constants[unsigned(method + 1)];
        int nameAndType = constants[unsigned(method + 3)];
        return OWNERS.contains(text(unsigned(owner + 1)))
                && METHODS.contains(text(unsigned(nameAndType + 1)))
                && text(unsigned(nameAndType + 3)).equals(DESCRIPTOR);
    }

    /** Adds a name with a type behind the constants that are there. */
    private int add(String name, int descriptor) {
        try (DataOutputStream out = new DataOutputStream(added)) {
            out.writeByte(UTF8);
            out.writeUTF(name);
            out.writeByte(NAME_AND_TYPE);
            out.writeShort(count);
            out.writeShort(descriptor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        count += 2;
        return count - 1;
    }

    private String text(int index) {
        int at = constants[index];
        return new String(code.array(), at + 3, unsigned(at + 1), StandardCharsets.UTF_8);
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(code.getShort(at));
    }
}
