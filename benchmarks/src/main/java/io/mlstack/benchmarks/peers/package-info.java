/** mlstack beside its peers: who is right, how fast, how evenly, with how much garbage. */
@NullMarked
package io.mlstack.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
