package dev.toolgram.host.rest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A file on the class path that is served to browsers.
 *
 * @param location from the root of the class path
 * @param contentType the value of {@code Content-Type}
 */
record ClassPathFile(String location, String contentType) {

    static ClassPathFile of(String folder, String name) {
        return new ClassPathFile(folder + name, contentType(name));
    }

    byte[] read() {
        try (InputStream bytes = ClassPathFile.class.getClassLoader().getResourceAsStream(location)) {
            if (bytes == null) {
                throw new FileNotFoundException(location);
            }
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "png" -> "image/png";
            case "json" -> "application/json";
            default -> throw new IllegalArgumentException(name);
        };
    }
}
