package dev.toolgram.host.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module with resources at fixed paths. */
record TestModule(Map<String, Resource> resources) implements HttpModule {

    @Override
    public String name() {
        return "other";
    }

    @Override
    public @Nullable Resource find(RequestPath path, @Nullable String keyName) {
        if (path.toString().equals("/unroutable")) {
            throw new IllegalStateException("secret plan");
        }
        return null;
    }
}
