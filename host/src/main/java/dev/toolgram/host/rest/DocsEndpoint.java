package dev.toolgram.host.rest;

import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code GET /docs}: the OpenAPI document as a page, by Swagger UI. Knows its files one by one, so no path leads to
 * another. Thread-safe.
 */
public final class DocsEndpoint implements HttpModule {

    private static final String OURS = "dev/toolgram/host/rest/";

    /** Nothing may come from or go to another host; Swagger UI sets styles on elements and draws with data: images. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String A_YEAR = "max-age=31536000, immutable";

    private final Map<List<String>, Resource> files = new HashMap<>();

    /** A door to the page. */
    public DocsEndpoint() {
        String version = swaggerVersion();
        String page = new String(ClassPathFile.of(OURS, "index.html").read(), StandardCharsets.UTF_8);
        addRevalidated(
                List.of("docs"),
                page.replace("{version}", version).getBytes(StandardCharsets.UTF_8),
                ClassPathFile.of(OURS, "index.html").contentType());
        for (String name : List.of("docs.css", "docs.js")) {
            ClassPathFile file = ClassPathFile.of(OURS, name);
            addRevalidated(List.of("docs", name), file.read(), file.contentType());
        }
        String swagger = "META-INF/resources/webjars/swagger-ui/" + version + "/";
        for (String name : List.of("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")) {
            addVersioned(List.of("docs", version, name), ClassPathFile.of(swagger, name));
        }
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public String name() {
        return "docs";
    }

    /** A small file that changes with Toolgram itself: the browser asks each time whether it has. */
    private void addRevalidated(List<String> path, byte[] content, String contentType) {
        String tag = '"' + digest(content) + '"';
        files.put(
                path,
                Resource.of(
                        "GET",
                        request -> guarded(
                                        knows(request, tag)
                                                ? Response.empty(304)
                                                : Response.bytes(contentType, content))
                                .with("Cache-Control", "no-cache")
                                .with("ETag", tag)));
    }

    /** A file whose path changes when it does. Read when it is asked for: few will, and it is large. */
    private void addVersioned(List<String> path, ClassPathFile file) {
        files.put(
                path,
                Resource.of(
                        "GET",
                        request -> guarded(Response.bytes(file.contentType(), file.read()))
                                .with("Cache-Control", A_YEAR)));
    }

    private static Response guarded(Response response) {
        return response.with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }

    private static boolean knows(Request request, String tag) {
        String known = request.header("If-None-Match");
        return known != null
                && Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the dependency itself says, so that there is one place to change it: the POM. */
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
