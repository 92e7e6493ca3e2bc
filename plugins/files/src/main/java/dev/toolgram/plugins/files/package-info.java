/** The tool that downloads a file from a public server and sends it. */
@NullMarked
package dev.toolgram.plugins.files;

import org.jspecify.annotations.NullMarked;
