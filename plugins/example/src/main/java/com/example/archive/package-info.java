/** A plugin as anybody may write one: it is built by its own POM, against what Toolgram publishes and nothing else. */
@NullMarked
package com.example.archive;

import org.jspecify.annotations.NullMarked;
