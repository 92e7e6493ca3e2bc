/** Plugin files as an author packs them: manifest, permissions, trust. None of their code runs here. */
@NullMarked
package dev.toolgram.host.plugin.archive;

import org.jspecify.annotations.NullMarked;
