package dev.toolgram.plugins.sandbox.tl;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every constructor and function, by id and by name. Immutable once loaded. */
public final class Schema {
    private static final String WIRE = "mt_";

    private final Map<String, Combinator> constructors = new HashMap<>();
    private final Map<Integer, Combinator> constructorsById = new HashMap<>();
    private final Map<String, Combinator> functions = new HashMap<>();
    private final Map<Integer, Combinator> functionsById = new HashMap<>();

    Schema(Collection<Combinator> constructors, Collection<Combinator> functions) {
        for (Combinator constructor : constructors) {
            this.constructors.put(constructor.name(), constructor);
            this.constructorsById.put(constructor.id(), constructor);
        }
        for (Combinator function : functions) {
            this.functions.put(function.name(), function);
            this.functionsById.put(function.id(), function);
        }
    }

    /** The schema of the layer that TDLib speaks; the parts of the wire's own schema begin with {@code mt_}. */
    public static Schema load() {
        SchemaReader reader = new SchemaReader();
        reader.read("api-schema.json");
        reader.read("mtp-schema.json");
        Layer227.amend(reader.constructors(), reader.functions());
        return new Schema(reader.constructors().values(), reader.functions().values());
    }

    Combinator constructor(String name) {
        return known(constructors.get(name), name);
    }

    Combinator constructor(int id) {
        return known(constructorsById.get(id), Integer.toHexString(id));
    }

    Combinator function(String name) {
        return known(functions.get(name), name);
    }

    Combinator function(int id) {
        return known(functionsById.get(id), Integer.toHexString(id));
    }

    /** The constructor or function with this id in the schema of the protocol; {@code null} for others. */
    @Nullable
    Combinator wire(int id) {
        Combinator found = constructorsById.get(id); // its functions are declared as constructors, too
        return found != null && found.name().startsWith(WIRE) ? found : null;
    }

    /** Whether there is such a function. */
    public boolean hasFunction(String name) {
        return functions.containsKey(name);
    }

    private static Combinator known(@Nullable Combinator found, String what) {
        if (found == null) {
            throw new TlException("The schema does not know " + what);
        }
        return found;
    }
}
