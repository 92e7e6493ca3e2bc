/** Tests of the check of plugins with TDLib's schema. */
package dev.toolgram.host.telegram.schema;
