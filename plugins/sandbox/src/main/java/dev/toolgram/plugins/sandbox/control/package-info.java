/** Tools that steer the data centre from a test: somebody writes, a call fails, a connection is cut. */
@NullMarked
package dev.toolgram.plugins.sandbox.control;

import org.jspecify.annotations.NullMarked;
