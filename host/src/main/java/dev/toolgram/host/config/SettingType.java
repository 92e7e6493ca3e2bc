package dev.toolgram.host.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the text of a variable becomes a Java value.
 *
 * @param words what the text must be, for people: "a whole number"
 * @param parse makes the value; throws {@link WrongTextException}, or what the JDK does
 */
record SettingType(String words, Function<String, Object> parse) {

    /**
     * The type of a record's component.
     *
     * @throws IllegalArgumentException if no text can be read as it
     */
    static SettingType of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            SettingType element = of(list.getActualTypeArguments()[0]);
            return new SettingType("a list with commas, each " + element.words(), element::readEach);
        }
        if (!(type instanceof Class<?> raw)) {
            throw new IllegalArgumentException("no variable can be read as " + type.getTypeName());
        }
        return raw.isEnum() ? constant(raw) : scalar(raw);
    }

    /**
     * Reads a text.
     *
     * @throws WrongTextException if it does not fit
     */
    Object read(String text) {
        try {
            return parse.apply(text);
        } catch (WrongTextException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw WrongTextException.of("must be " + words);
        }
    }

    private List<Object> readEach(String list) {
        List<Object> values = new ArrayList<>();
        Set<String> told = new LinkedHashSet<>();
        for (String text : list.split(",")) {
            if (!text.isBlank()) {
                try {
                    values.add(read(text.strip()));
                } catch (WrongTextException e) {
                    told.add(e.ofPlugin() ? e.getMessage() : "each must be " + words);
                }
            }
        }
        if (!told.isEmpty()) {
            throw WrongTextException.ofPlugin(String.join("; ", told));
        }
        return List.copyOf(values);
    }

    private static SettingType scalar(Class<?> type) {
        return switch (type.getName()) {
            case "java.lang.String" -> new SettingType("text", text -> text);
            case "boolean", "java.lang.Boolean" -> new SettingType("true or false", SettingType::flag);
            case "int", "java.lang.Integer" -> whole(BigInteger::intValueExact);
            case "long", "java.lang.Long" -> whole(BigInteger::longValueExact);
            case "short", "java.lang.Short" -> whole(BigInteger::shortValueExact);
            case "byte", "java.lang.Byte" -> whole(BigInteger::byteValueExact);
            case "java.math.BigInteger" -> whole(number -> number);
            case "double", "java.lang.Double" -> new SettingType("a number", SettingType::decimal);
            case "float", "java.lang.Float" -> new SettingType("a number", text -> (float) decimal(text));
            case "java.math.BigDecimal" -> new SettingType("a number", BigDecimal::new);
            case "java.time.Duration" ->
                new SettingType("a duration such as 30s, 5m, 2h or PT1H30M", SettingType::duration);
            case "java.nio.file.Path" -> new SettingType("a path", Path::of);
            case "java.net.URI" -> new SettingType("a URI", URI::create);
            default -> own(type);
        };
    }

    private static SettingType whole(Function<BigInteger, Object> narrow) {
        return new SettingType("a whole number", text -> {
            BigInteger number = new BigInteger(text);
            try {
                return narrow.apply(number);
            } catch (ArithmeticException e) {
                throw WrongTextException.of("is out of range");
            }
        });
    }

    private static double decimal(String text) {
        double number = new BigDecimal(text).doubleValue(); // Double's own rules take NaN, 1d and 0x1p3
        if (Double.isInfinite(number)) {
            throw WrongTextException.of("is out of range");
        }
        return number;
    }

    private static Object flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Object duration(String text) {
        String unit = text.replaceFirst("^[0-9]+ *", "");
        String amount = text.substring(0, text.length() - unit.length()).strip();
        if (amount.isEmpty()) {
            return Duration.parse(text);
        }
        long count = Long.parseLong(amount);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> throw new IllegalArgumentException();
        };
    }

    private static SettingType constant(Class<?> type) {
        List<Enum<?>> constants = Arrays.stream(type.getEnumConstants())
                .<Enum<?>>map(constant -> (Enum<?>) constant)
                .toList();
        String names = constants.stream().map(JsonEnums::nameOf).collect(Collectors.joining(", "));
        return new SettingType(
                "one of " + names,
                text -> constants.stream()
                        .filter(constant -> JsonEnums.nameOf(constant).equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /** A type of the plugin's own: its {@code valueOf} says in its own words what is wrong. */
    private static SettingType own(Class<?> type) {
        Method valueOf;
        try {
            valueOf = type.getDeclaredMethod("valueOf", String.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("no variable can be read as " + type.getName(), e);
        }
        if (!Modifier.isStatic(valueOf.getModifiers()) || valueOf.getReturnType() != type) {
            throw new IllegalArgumentException("no variable can be read as " + type.getName());
        }
        valueOf.setAccessible(true);
        return new SettingType("text", text -> call(valueOf, text));
    }

    private static Object call(Method valueOf, String text) {
        try {
            return valueOf.invoke(null, text);
        } catch (InvocationTargetException e) {
            // Its subclasses are the JDK's, and repeat the text.
            if (e.getCause() != null && e.getCause().getClass() == IllegalArgumentException.class) {
                throw WrongTextException.ofPlugin(String.valueOf(e.getCause().getMessage()));
            }
            throw WrongTextException.of("is not written as it has to be");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
