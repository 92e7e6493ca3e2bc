/**
 * The HTTP server under both doors: request ids, shutting down, origins, the key, and routing to whatever
 * {@link dev.toolgram.host.http.HttpModule doors} it is given. Knows no tools, and is the only package that knows Undertow.
 */
@NullMarked
package dev.toolgram.host.http;

import org.jspecify.annotations.NullMarked;
