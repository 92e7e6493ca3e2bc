package dev.toolgram.host.config;

/** Turns the text of {@link dev.toolgram.api.schema.DefaultValue} into a JSON scalar. */
public final class DefaultValues {

    private DefaultValues() {}

    /**
     * The scalar that fits a type: {@link Long}, {@link Double}, {@link Boolean} or {@link String}.
     *
     * @throws IllegalArgumentException if the text does not fit
     */
    public static Object parse(String text, Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("default '%s' is neither true nor false".formatted(text));
            };
        }
        try {
            if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
                return Long.valueOf(text);
            }
            if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("default '%s' is not a number".formatted(text), e);
        }
        return text;
    }
}
