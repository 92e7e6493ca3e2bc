/** An example of a third-party plugin, built by a standalone POM against Toolgram's published artifacts. */
@NullMarked
package com.example.archive;

import org.jspecify.annotations.NullMarked;
