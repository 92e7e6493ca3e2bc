package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;

/** A method of the API as another user calls it, holding the world's monitor. */
@FunctionalInterface
interface ActedMethod {
    /** Does it. Returns what the account's clients learn of it, as objects of the type Update. */
    List<TlObject> act(long person, TlObject function);
}
