package io.mlstack.benchmarks.typed;

/** What the model answers. */
record Answer(String diagnosis, double probability) {}
