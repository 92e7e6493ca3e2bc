/** The plugins of the plugins folders while the host runs: scan, plan, load, swap the tools, retire the old versions. */
@NullMarked
package dev.toolgram.host.plugin.live;

import org.jspecify.annotations.NullMarked;
