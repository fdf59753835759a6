package io.mlstack.data.read;

/**
 * What a caller said about JSON Lines, frozen when reading starts.
 *
 * @param ignoresUnknownKeys whether keys outside a declared schema are passed over
 */
record JsonOptions(boolean ignoresUnknownKeys, int maxLineBytes, int maxDepth) {}
