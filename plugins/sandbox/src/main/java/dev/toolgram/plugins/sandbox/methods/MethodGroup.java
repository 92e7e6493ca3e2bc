package dev.toolgram.plugins.sandbox.methods;

import java.util.Map;

/** Methods about one subject. */
interface MethodGroup {
    /** Adds them by their names. */
    void addTo(Map<String, ApiMethod> methods);
}
