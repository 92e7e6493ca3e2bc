package dev.toolgram.host.rest;

import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * {@code GET /docs}: the OpenAPI document as a page, by Swagger UI. Serves a fixed list of files. All references are
 * relative, so the page works behind a proxy's path prefix. Thread-safe.
 */
public final class DocsEndpoint implements HttpModule {

    private static final String OURS = "dev/toolgram/host/rest/";

    /** Nothing may come from or go to another host; Swagger UI sets styles on elements and draws with data: images. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String A_YEAR = "max-age=31536000, immutable";

    private final Map<String, Resource> files = new HashMap<>();

    /** Reads the page and the name of its version. */
    public DocsEndpoint() {
        String version = swaggerVersion();
        ClassPathFile index = ClassPathFile.of(OURS, "index.html");
        String page = new String(index.read(), StandardCharsets.UTF_8).replace("{version}", version);
        Resource.Handler atDocs = revalidated(page.replace("{base}", "").getBytes(StandardCharsets.UTF_8), index);
        Resource.Handler atDocsSlash =
                revalidated(page.replace("{base}", "../").getBytes(StandardCharsets.UTF_8), index);
        files.put(
                "/docs",
                Resource.of("GET", request -> (request.path().endsWithSlash() ? atDocsSlash : atDocs).handle(request)));
        for (String name : List.of("docs.css", "docs.js")) {
            ClassPathFile file = ClassPathFile.of(OURS, name);
            files.put("/docs/" + name, Resource.of("GET", revalidated(file.read(), file)));
        }
        String swagger = "META-INF/resources/webjars/swagger-ui/" + version + "/";
        for (String name : List.of("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")) {
            files.put("/docs/" + version + "/" + name, Resource.of("GET", versioned(ClassPathFile.of(swagger, name))));
        }
    }

    @Override
    public String name() {
        return "docs";
    }

    @Override
    public Map<String, Resource> resources() {
        return files;
    }

    /** A small file that changes with Toolgram's version: the browser asks each time whether it has. */
    private static Resource.Handler revalidated(byte[] content, ClassPathFile file) {
        String tag = "\"%08x\"".formatted(Arrays.hashCode(content));
        return request -> guarded(
                        knows(request, tag) ? Response.empty(304) : Response.bytes(file.contentType(), content))
                .with("Cache-Control", "no-cache")
                .with("ETag", tag);
    }

    /** A file whose path changes with its content; read at each request, because it is large and rarely asked for. */
    private static Resource.Handler versioned(ClassPathFile file) {
        return request ->
                guarded(Response.bytes(file.contentType(), file.read())).with("Cache-Control", A_YEAR);
    }

    private static Response guarded(Response response) {
        return response.with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }

    /** The tag is quoted, so it is found in a list, too. */
    private static boolean knows(Request request, String tag) {
        String known = request.header("If-None-Match");
        return known != null && known.contains(tag);
    }

    /** Read from the dependency, so that the POM is the only place to change it. */
    private static String swaggerVersion() {
        ClassPathFile facts = new ClassPathFile("META-INF/maven/org.webjars/swagger-ui/pom.properties", "text/plain");
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(facts.read()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(properties.getProperty("version"), "no version");
    }
}
