package dev.toolgram.host.policy;

import dev.toolgram.api.Cost;
import dev.toolgram.host.config.Rate;

/**
 * The pace of one key for calls of one cost, in addition to the account's budget.
 *
 * @param key the key's name
 * @param cost the cost of the calls
 * @param rate how often
 */
record KeyPace(String key, Cost cost, Rate rate) {}
