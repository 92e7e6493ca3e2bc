/** A TDLib client: its life cycle, requests and responses, updates. */
@NullMarked
package dev.toolgram.host.telegram.engine;

import org.jspecify.annotations.NullMarked;
