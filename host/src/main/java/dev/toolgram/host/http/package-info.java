/**
 * The HTTP server: request ids, graceful shutdown, guards for origin, host and key, and routing to the
 * {@link dev.toolgram.host.http.HttpModule modules} it is given. Knows no tools.
 */
@NullMarked
package dev.toolgram.host.http;

import org.jspecify.annotations.NullMarked;
