/** TDLib's JSON: records to requests, responses to records, errors to exceptions. */
@NullMarked
package dev.toolgram.host.telegram.codec;

import org.jspecify.annotations.NullMarked;
