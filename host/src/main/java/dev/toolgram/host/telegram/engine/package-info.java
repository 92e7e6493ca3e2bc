/** One TDLib client: its life, its requests and their responses, its updates. */
@NullMarked
package dev.toolgram.host.telegram.engine;

import org.jspecify.annotations.NullMarked;
