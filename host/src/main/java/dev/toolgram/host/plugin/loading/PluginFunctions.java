package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.telegram.codec.RecordWriter;
import dev.toolgram.host.telegram.schema.RecordCheck;
import dev.toolgram.host.telegram.schema.TdSchema;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The TDLib functions in a plugin's classes, found without running any of its code. */
final class PluginFunctions {

    private static final String FUNCTION = internal(TdFunction.class.getName());
    private static final String GENERATED = "dev/toolgram/tdlib/";
    private static final String CLASS = ".class";

    private final ClassLoader classes;
    private final SortedSet<String> names = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private PluginFunctions(ClassLoader classes) {
        this.classes = classes;
    }

    /**
     * Returns the names of the functions.
     *
     * @param classPath the jars and folders of the plugin
     * @param classes loads its classes; only records of functions are loaded, and not initialized
     * @throws PluginRefusedException if one of the functions is not as TDLib's schema has it; the message names all mistakes
     */
    static SortedSet<String> read(List<Path> classPath, ClassLoader classes) throws PluginRefusedException {
        PluginFunctions functions = new PluginFunctions(classes);
        try {
            for (Path element : classPath) {
                functions.readAll(element);
            }
        } catch (IOException e) {
            throw new PluginRefusedException("its classes cannot be read (%s)".formatted(e.getMessage()), e);
        }
        if (!functions.problems.isEmpty()) {
            throw new PluginRefusedException(String.join("; ", functions.problems));
        }
        return functions.names;
    }

    private void readAll(Path element) throws IOException {
        if (Files.isDirectory(element)) {
            try (Stream<Path> files = Files.walk(element)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(CLASS)).toList()) {
                    read(Files.readAllBytes(file));
                }
            }
            return;
        }
        try (JarFile jar = new JarFile(element.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(CLASS)) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        read(in.readAllBytes());
                    }
                }
            }
        }
    }

    private void read(byte[] bytes) {
        // Most classes have nothing to do with TDLib, and a search is faster than parsing them.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.contains(FUNCTION) && !text.contains(GENERATED)) {
            return;
        }
        ClassModel type = ClassFile.of().parse(bytes);
        if (type.superclass()
                .filter(each -> each.asInternalName().equals("java/lang/Record"))
                .isPresent()) {
            record(type.thisClass().asInternalName());
        }
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof ClassEntry used && used.asInternalName().startsWith(GENERATED)) {
                generated(used.asInternalName());
            }
        }
    }

    private void record(String internalName) {
        try {
            Class<?> type = Class.forName(internalName.replace('/', '.'), false, classes);
            if (TdFunction.class.isAssignableFrom(type)) {
                names.add(RecordWriter.typeName(type));
                problems.addAll(RecordCheck.ofFunction(type));
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // An unused class of a library; if it is used, the call fails.
        }
    }

    private void generated(String internalName) {
        String simple = internalName.substring(GENERATED.length());
        String function = Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
        if (TdSchema.get().functions().contains(function)) {
            names.add(function);
        } else if (classes.getResource(internalName + CLASS) == null) {
            problems.add("it uses %s, which %s does not have: compile it with the toolgram-tdlib of this version"
                    .formatted(internalName.replace('/', '.'), TdSchema.get().version()));
        }
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }
}
