package io.mlstack.train.evaluate;

/** What an evaluation needs of the model itself, beyond its predictions. */
interface Packing {

    /** 99th percentile of the time of one prediction on this machine, in microseconds. */
    double p99Micros();

    /** Size in bytes of the bundle with that model card. */
    long bytes(String card);
}
