package io.mlstack.train.evaluate;

import io.mlstack.serve.bundle.Bundle;

/** What an evaluation needs of the model itself, beyond its predictions. */
interface Packing {

    /** 99th percentile of the time of one prediction on this machine, in microseconds. */
    double p99Micros();

    /** The bundle with that model card. */
    Bundle bundle(String card);
}
