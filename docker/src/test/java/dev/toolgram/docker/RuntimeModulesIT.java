package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The image's Java runtime has every module that the distribution's jars need. */
class RuntimeModulesIT {

    /** Would add 14 MB for optional JavaBeans support in Jackson. */
    private static final Set<String> LEFT_OUT = Set.of("java.desktop");

    private static final Pattern DESCRIPTOR = Pattern.compile("L([\\w/$]+);");

    private final Map<String, String> moduleOfPackage = ModuleFinder.ofSystem().findAll().stream()
            .flatMap(module -> module.descriptor().packages().stream()
                    .map(name -> Map.entry(name, module.descriptor().name())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    @Test
    void everyModuleThatIsReferredToIsInTheImage() throws IOException {
        Set<String> inTheImage = Files.readAllLines(Place.repository().resolve("docker/modules")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> needed = new HashMap<>();
        for (Path jar : jars()) {
            read(jar, module -> needed.putIfAbsent(module, jar.getFileName().toString()));
        }
        needed.keySet().removeAll(LEFT_OUT);

        assertThat(needed).containsKeys("java.base", "java.naming");
        inTheImage.forEach(needed::remove);
        assertThat(needed)
                .as("modules that docker/modules lacks, and who needs them")
                .isEmpty();
    }

    private static List<Path> jars() throws IOException {
        Path distribution = Place.repository().resolve("docker/target/toolgram");
        try (Stream<Path> libraries = Files.list(distribution.resolve("lib"));
                Stream<Path> plugins = Files.list(distribution.resolve("plugins"))) {
            return Stream.concat(libraries, plugins)
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        }
    }

    private void read(Path path, Consumer<String> module) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(file -> file.getName().endsWith(".class"))
                    .filter(file -> !file.getName().endsWith("module-info.class"))
                    .toList()) {
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                for (PoolEntry constant : ClassFile.of().parse(bytes).constantPool()) {
                    read(constant, module);
                }
            }
        }
    }

    private void read(PoolEntry constant, Consumer<String> module) {
        if (constant instanceof ClassEntry type) {
            readName(type.asInternalName(), module);
        } else if (constant instanceof Utf8Entry text) {
            Matcher names = DESCRIPTOR.matcher(text.stringValue());
            while (names.find()) {
                readName(names.group(1), module);
            }
        }
    }

    private void readName(String type, Consumer<String> module) {
        int slash = type.lastIndexOf('/');
        String found =
                slash < 0 ? null : moduleOfPackage.get(type.substring(0, slash).replace('/', '.'));
        if (found != null) {
            module.accept(found);
        }
    }
}
