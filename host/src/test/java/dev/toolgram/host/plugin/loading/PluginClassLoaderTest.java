package dev.toolgram.host.plugin.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClassLoaderTest {

    private static final int CLASSES = 1_000;

    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void pack() throws IOException {
        jar = folder.resolve("many.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (int i = 0; i < CLASSES; i++) {
                out.putNextEntry(new JarEntry("many/C%d.class".formatted(i)));
                out.write(ClassFile.of().build(ClassDesc.of("many.C" + i), type -> {}));
                out.closeEntry();
            }
        }
    }

    private static PluginClassLoader open(String name) {
        return new PluginClassLoader(name, List.of(jar), List.of());
    }

    /** A reloaded plugin shares the copy with the version before it for a moment. */
    @Test
    void theEndOfOneGenerationDoesNotCloseTheJarToAnother() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread others = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                try (PluginClassLoader other = open("other")) {
                    Class<?> _ = other.loadClass("many.C0");
                } catch (IOException | ClassNotFoundException e) {
                    throw new AssertionError(e);
                }
            }
        });
        try (PluginClassLoader mine = open("mine")) {
            for (int i = 0; i < CLASSES; i++) {
                assertThat(mine.loadClass("many.C" + i).getClassLoader()).isSameAs(mine);
            }
        } finally {
            stop.set(true);
            others.join();
        }
    }

    @Test
    void whatIsClosedLoadsNothingMore() throws Exception {
        PluginClassLoader closed = open("closed");
        Class<?> before = closed.loadClass("many.C1");
        closed.close();
        closed.close();

        assertThat(closed.loadClass("many.C1")).isSameAs(before);
        assertThatThrownBy(() -> closed.loadClass("many.C2")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aFolderHasClassesToo() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes").resolve("many"));
        Path _ = Files.write(classes.resolve("F.class"), ClassFile.of().build(ClassDesc.of("many.F"), type -> {}));
        try (PluginClassLoader loader =
                new PluginClassLoader("folder", List.of(folder.resolve("classes"), jar), List.of())) {
            assertThat(loader.loadClass("many.F")
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation())
                    .isEqualTo(folder.resolve("classes").toUri().toURL());
            assertThat(loader.loadClass("many.C1")
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation())
                    .isEqualTo(jar.toUri().toURL());
        }
    }
}
