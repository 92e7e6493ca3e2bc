package dev.toolgram.testkit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Implements {@link ToolgramTest}. */
final class ToolgramExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace NAMESPACE = Namespace.create(ToolgramExtension.class);

    /** Tests with equal values share a host. */
    private record Key(List<Path> plugins, List<String> environment) {}

    /** Part of the log: from the start of a test. */
    private record LogMark(Toolgram host, int start) {}

    /** A host, or the reason why it did not start, which is reported by each test without another attempt. */
    private static final class Host implements AutoCloseable {

        private @Nullable Toolgram running;
        private @Nullable HostStartException failure;

        Host(Key key) {
            Setup setup = Toolgram.setup();
            try {
                key.plugins.forEach(setup::plugin);
                for (String variable : key.environment) {
                    String[] parts = variable.split("=", 2);
                    if (parts.length < 2) {
                        throw new HostStartException(
                                "Invalid environment '%s' in @ToolgramTest: use NAME=value".formatted(variable));
                    }
                    setup.environment(parts[0], parts[1]);
                }
                running = setup.start();
            } catch (HostStartException e) {
                failure = e;
            }
        }

        Toolgram get() {
            if (running == null) {
                throw failure == null ? new IllegalStateException("closed") : failure;
            }
            return running;
        }

        @Override
        public void close() {
            if (running != null) {
                running.close();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Toolgram.class;
    }

    @Override
    public Toolgram resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ToolgramTest test = annotation(context);
        List<Path> plugins = test.plugins().length == 0
                ? List.of(PackagedPlugin.find(Path.of("target")))
                : Arrays.stream(test.plugins()).map(Path::of).toList();
        Key key = new Key(plugins, List.of(test.environment()));
        ExtensionContext owner = test.shared() ? context.getRoot() : context;
        Toolgram host = owner.getStore(NAMESPACE)
                .computeIfAbsent(test.shared() ? key : Host.class, any -> new Host(key), Host.class)
                .get();
        context.getStore(NAMESPACE)
                .put(LogMark.class, new LogMark(host, host.log().length()));
        return host;
    }

    /** The nearest annotation: the method's, the class's, or the enclosing class's. */
    private static ToolgramTest annotation(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<ToolgramTest> found =
                    AnnotationSupport.findAnnotation(at.get().getElement(), ToolgramTest.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException("@ToolgramTest is missing");
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        LogMark mark = context.getStore(NAMESPACE).get(LogMark.class, LogMark.class);
        if (mark != null && context.getExecutionException().isPresent()) {
            System.err.println(
                    "The host's log during " + context.getDisplayName() + ":\n" + mark.host.logSince(mark.start));
        }
    }
}
