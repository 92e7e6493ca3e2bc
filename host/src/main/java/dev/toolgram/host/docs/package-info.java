/** The page that shows the OpenAPI document to a person: all of it from the class path, nothing from elsewhere. */
@NullMarked
package dev.toolgram.host.docs;

import org.jspecify.annotations.NullMarked;
