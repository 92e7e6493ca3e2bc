package dev.toolgram.api;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tool is published in REST: a method and a path template.
 *
 * <p>{@code {name}} in the template is filled from the path; the input record must have a component of that JSON name.
 * For {@link Method#GET} the other fields come from the query string, for every other method from the JSON body.
 *
 * @param method the HTTP method
 * @param path the path template: begins with {@code /}, does not end with one, for example
 *     {@code /api/messages/{message_id}}
 */
public record Route(Method method, String path) {

    /** The HTTP methods a tool may use (RFC 9110, section 9). */
    public enum Method {
        /** Reads; parameters in the query string. */
        GET,
        /** Does something; parameters in a JSON body. */
        POST,
        /** Replaces; parameters in a JSON body. */
        PUT,
        /** Changes a part; parameters in a JSON body. */
        PATCH,
        /** Deletes; parameters in a JSON body. */
        DELETE
    }

    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9_.~-]+|\\{[a-z][a-z0-9_]*}))+");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    /**
     * Checks the path.
     *
     * @throws IllegalArgumentException if the path is no template as described
     */
    public Route {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "Illegal route '%s': write it like /api/messages/{message_id}".formatted(path));
        }
    }

    /** {@code GET path}. */
    public static Route get(String path) {
        return new Route(Method.GET, path);
    }

    /** {@code POST path}. */
    public static Route post(String path) {
        return new Route(Method.POST, path);
    }

    /** {@code PUT path}. */
    public static Route put(String path) {
        return new Route(Method.PUT, path);
    }

    /** {@code PATCH path}. */
    public static Route patch(String path) {
        return new Route(Method.PATCH, path);
    }

    /** {@code DELETE path}. */
    public static Route delete(String path) {
        return new Route(Method.DELETE, path);
    }

    /** The names between braces, in the order of the path; empty when there are none. */
    public List<String> variables() {
        return VARIABLE.matcher(path).results().map(match -> match.group(1)).toList();
    }

    /** The template with its variable names blanked: two routes of one method clash when these are equal. */
    public String shape() {
        Matcher matcher = VARIABLE.matcher(path);
        return matcher.replaceAll("{}").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
