/**
 * Decides whether a call may run, and when: keys, their tools and chats, approval by a person, and the pace of the account.
 */
@NullMarked
package dev.toolgram.host.policy;

import org.jspecify.annotations.NullMarked;
