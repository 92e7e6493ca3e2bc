package dev.toolgram.api;

import org.pf4j.ExtensionPoint;

/**
 * Everything that a plugin can contribute. A plugin does not implement this interface but one of those that it permits,
 * and annotates the class with {@link org.pf4j.Extension}. A later version may permit more; each of their methods that a
 * plugin need not care about has a default implementation.
 */
public sealed interface ToolgramExtension extends ExtensionPoint permits ToolProvider, TelegramNetwork {}
