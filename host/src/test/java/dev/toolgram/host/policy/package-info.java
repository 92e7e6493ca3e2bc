@org.jspecify.annotations.NullMarked
package dev.toolgram.host.policy;
