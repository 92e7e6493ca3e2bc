package dev.toolgram.api;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The REST route of a tool: an HTTP method and a path template.
 *
 * <p>A variable {@code {name}} takes its value from the path; the input record must have a component with that JSON
 * name. The other fields come from the query string for {@link Method#GET}, and from the JSON body for every other
 * method.
 *
 * @param method the HTTP method
 * @param path the path template, starting but not ending with {@code /}, for example
 *     {@code /api/messages/{message_id}}
 * @param requiredField the field of the JSON body that selects this route, see {@link #when}; {@code null} for none
 */
public record Route(Method method, String path, @Nullable String requiredField) {

    /** The HTTP methods a tool may use (RFC 9110, section 9). */
    public enum Method {
        /** Reads; parameters in the query string. */
        GET,
        /** Performs an action; parameters in a JSON body. */
        POST,
        /** Replaces; parameters in a JSON body. */
        PUT,
        /** Modifies; parameters in a JSON body. */
        PATCH,
        /** Deletes; parameters in a JSON body. */
        DELETE
    }

    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9_.~-]+|\\{[a-z][a-z0-9_]*}))+");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    /**
     * Validates the path and the field.
     *
     * @throws IllegalArgumentException if the path is not a valid template, or a route without a body has a field
     */
    public Route {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "Invalid route '%s': use a form like /api/messages/{message_id}".formatted(path));
        }
        if (requiredField != null && method == Method.GET) {
            throw new IllegalArgumentException(
                    "Route 'GET %s' has no body that could contain '%s'".formatted(path, requiredField));
        }
    }

    /** A route that every request at its path selects. */
    public Route(Method method, String path) {
        this(method, path, null);
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

    /**
     * Returns this route for requests whose JSON body contains a field. Two tools can share a path so: this one, and one
     * whose route is for all other requests.
     *
     * @param field a required field of the tool's input, which the other tool does not have
     * @throws IllegalArgumentException for a {@code GET} route
     */
    public Route when(String field) {
        return new Route(method, path, field);
    }

    /** The variable names in path order; empty when there are none. */
    public List<String> variables() {
        return VARIABLE.matcher(path).results().map(match -> match.group(1)).toList();
    }

    /**
     * The template in lower case without its variable names. Two routes with the same method and shape conflict, unless {@link #when} tells
     * them apart.
     */
    public String shape() {
        Matcher matcher = VARIABLE.matcher(path);
        return matcher.replaceAll("{}").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return method + " " + path + (requiredField == null ? "" : " with " + requiredField);
    }
}
