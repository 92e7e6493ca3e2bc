/** Which servers a URL from a caller may lead to: the rules against requests to private networks. */
@NullMarked
package dev.toolgram.api.net;

import org.jspecify.annotations.NullMarked;
