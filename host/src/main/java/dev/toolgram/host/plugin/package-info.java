/** Loads plugin jars with PF4J, each in a class loader of its own, and hands their tools to the registry. */
@NullMarked
package dev.toolgram.host.plugin;

import org.jspecify.annotations.NullMarked;
