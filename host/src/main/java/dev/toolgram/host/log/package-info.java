/**
 * One line for each event, as text or as JSON, with the id of the request that it belongs to. The only package that
 * knows Logback; everything else logs through SLF4J.
 */
@NullMarked
package dev.toolgram.host.log;

import org.jspecify.annotations.NullMarked;
