/** The tool that fetches a file from the web, from public servers only, and sends it. */
@NullMarked
package dev.toolgram.plugins.files;

import org.jspecify.annotations.NullMarked;
